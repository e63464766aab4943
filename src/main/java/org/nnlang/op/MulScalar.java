// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code c * x}. */
public record MulScalar(double c) implements Pointwise, Primitive {
  @Override
  public String name() {
    return "mul";
  }

  @Override
  public Unary unary() {
    return Unary.MUL_C;
  }

  @Override
  public boolean onInts() {
    return true;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Ops.mul(up, c);
  }

  static List<Sample> samples() {
    return List.of(
        Sample.one("mul", x -> Ops.mul(x, -1.5), Sample.real(2, 3)),
        Sample.one("mul", x -> Ops.mul(x, -1.5), Sample.real(0, 3)));
  }
}
