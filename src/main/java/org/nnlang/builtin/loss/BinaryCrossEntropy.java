// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.loss;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Losses;
import org.nnlang.value.Arguments;

/** {@code binary_cross_entropy}. */
@AutoService(Builtin.class)
public final class BinaryCrossEntropy extends LossFunction {
  @Override
  public String signature() {
    return "binary_cross_entropy(prediction: tensor, target: tensor) -> tensor";
  }

  @Override
  public String doc() {
    return """
    The mean cross entropy of yes and no, of logits and targets from 0 to 1. Both must have the same shape.\
    """;
  }

  @Override
  protected boolean takesLogits() {
    return true;
  }

  @Override
  protected Node of(Node prediction, Node target, Arguments a) {
    return Losses.binaryCrossEntropy(prediction, target);
  }
}
