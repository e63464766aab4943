// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.loss;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.graph.Node;
import org.nnlang.op.Losses;
import org.nnlang.value.Arguments;

/** {@code cross_entropy}. */
@AutoService(Builtin.class)
public final class CrossEntropy extends LossFunction {
  @Override
  public String signature() {
    return "cross_entropy(prediction: tensor, target: tensor, *, smoothing: float = 0, "
        + "ignore: integer? = -100, "
        + OPTIONS;
  }

  @Override
  public String doc() {
    return """
    The mean of -log(probability of the right class), of logits `[..., classes]` and integer classes
    `[...]`. `smoothing` spreads that part of each target evenly over all classes, against too much trust.
    Rows of class `ignore` count nothing. `weight` is a number a class, or, of the target's shape, a
    number a row; where it could be both, a number a class, while `[rows, 1]` is always a row.
    `reduction` is `"mean"` (the weighted sum over the sum of the weights that count), `"sum"`, or
    `"none"`: a number a row.
    Example: cross_entropy(net(ids), next_ids)\
    """;
  }

  @Override
  protected boolean takesLogits() {
    return true;
  }

  @Override
  protected boolean takesClasses() {
    return true;
  }

  @Override
  protected Node of(Node prediction, Node target, Losses.Options options, Arguments a) {
    Long ignore = a.isNone("ignore") ? null : (Long) a.whole("ignore");
    double smoothing = RangeChecks.within(a, "smoothing", 0, 1);
    return Losses.crossEntropy(prediction, target, ignore, smoothing, options);
  }
}
