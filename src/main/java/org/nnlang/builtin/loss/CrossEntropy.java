// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.loss;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Check;
import org.nnlang.graph.Node;
import org.nnlang.op.Losses;
import org.nnlang.value.Arguments;

/** {@code cross_entropy}. */
@AutoService(Builtin.class)
public final class CrossEntropy extends LossFunction {
  @Override
  public String signature() {
    return "cross_entropy(prediction: tensor, target: tensor, *, smoothing: float = 0) -> tensor";
  }

  @Override
  public String doc() {
    return """
    The mean of -log(probability of the right class), of logits `[..., classes]` and integer classes
    `[...]`. `smoothing` spreads that part of each target evenly over all classes, against too much trust.
    Example: cross_entropy(net(ids), next_ids)\
    """;
  }

  @Override
  protected boolean takesLogits() {
    return true;
  }

  @Override
  protected Node of(Node prediction, Node target, Arguments a) {
    return Losses.crossEntropy(prediction, target, Check.within(a, "smoothing", 0, 1));
  }
}
