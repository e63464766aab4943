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
    return "mse(prediction: tensor, target: tensor) -> tensor";
  }

  @Override
  public String doc() {
    return """
    The mean of the squared differences. Both must have the same shape.
    Example: mse(net(x), y)\
    """;
  }

  @Override
  protected Node of(Node prediction, Node target, Arguments a) {
    return Losses.mse(prediction, target);
  }
}
