// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code x + c}. */
public record AddScalar(double c) implements Pointwise, Primitive {
  @Override
  public String name() {
    return "add";
  }

  @Override
  public Unary unary() {
    return Unary.ADD_C;
  }

  @Override
  public boolean onInts() {
    return true;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return up;
  }

  static List<Sample> samples() {
    return List.of(
        Sample.one("add", x -> Ops.add(x, 0.7), Sample.real(2, 3)),
        Sample.one("add", x -> Ops.add(x, 0.7), Sample.real(0, 3)));
  }
}
