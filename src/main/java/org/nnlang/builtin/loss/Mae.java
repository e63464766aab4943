// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.loss;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Node;
import org.nnlang.op.Losses;
import org.nnlang.value.Arguments;

/** {@code mae}. */
@AutoService(Builtin.class)
public final class Mae extends LossFunction {
  @Override
  public String signature() {
    return "mae(prediction: tensor, target: tensor) -> tensor";
  }

  @Override
  public String doc() {
    return """
    The mean of the sizes of the differences. Both must have the same shape.\
    """;
  }

  @Override
  protected Node of(Node prediction, Node target, Arguments a) {
    return Losses.mae(prediction, target);
  }
}
