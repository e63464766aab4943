// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.loss;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Losses;
import org.nnlang.value.Arguments;

/** {@code mse}. */
@AutoService(Builtin.class)
public final class Mse extends LossFunction {
  @Override
  public String signature() {
    return "mse(prediction: tensor, target: tensor, *, " + OPTIONS;
  }

  @Override
  public String doc() {
    return """
    The mean of the squared differences. Both must have the same shape.
    `reduction` is `"mean"`, `"sum"`, or `"none"`: a number each. `weight` is a number a row (`[rows]`), or
    broadcasts to the prediction; the mean is then the weighted sum over the sum of the weights.
    Example: mse(net(x), y)\
    """;
  }

  @Override
  protected Node of(Node prediction, Node target, Losses.Options options, Arguments a) {
    return Losses.mse(prediction, target, options);
  }
}
