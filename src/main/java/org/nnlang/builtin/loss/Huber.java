// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.loss;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.RangeChecks;
import org.nnlang.graph.Node;
import org.nnlang.op.Losses;
import org.nnlang.value.Arguments;

/** {@code huber}. */
@AutoService(Builtin.class)
public final class Huber extends LossFunction {
  @Override
  public String signature() {
    return "huber(prediction: tensor, target: tensor, delta: float = 1.0, *, " + OPTIONS;
  }

  @Override
  public String doc() {
    return """
    The mean of half the squared differences, which beyond `delta` grow as a line does. Both must have the same shape.
    `reduction` is `"mean"`, `"sum"`, or `"none"`: a number each. `weight` is a number a row (`[rows]`), or
    broadcasts to the prediction; the mean is then the weighted sum over the sum of the weights.
    Example: huber(net(x), y, delta: 0.5)\
    """;
  }

  @Override
  protected Node of(Node prediction, Node target, Losses.Options options, Arguments a) {
    return Losses.huber(prediction, target, RangeChecks.least(a, "delta", 0), options);
  }
}
