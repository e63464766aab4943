// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.loss;

import com.google.auto.service.AutoService;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Check;
import org.nnlang.graph.Node;
import org.nnlang.op.Losses;
import org.nnlang.value.Arguments;

/** {@code huber}. */
@AutoService(Builtin.class)
public final class Huber extends LossFunction {
  @Override
  public String signature() {
    return "huber(prediction: tensor, target: tensor, delta: float = 1.0) -> tensor";
  }

  @Override
  public String doc() {
    return """
    The mean of half the squared differences, which beyond `delta` grow as a line does. Both must have the same shape.\
    """;
  }

  @Override
  protected Node of(Node prediction, Node target, Arguments a) {
    return Losses.huber(prediction, target, Check.least(a, "delta", 0));
  }
}
