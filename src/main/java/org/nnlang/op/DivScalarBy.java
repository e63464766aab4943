// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code c / x}. */
public record DivScalarBy(double c) implements Pointwise, Primitive {
  @Override
  public String name() {
    return "div";
  }

  @Override
  public Unary unary() {
    return Unary.RDIV_C;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Ops.neg(Ops.mul(Ops.div(up, x), y));
  }

  static List<Sample> samples() {
    return List.of(
        Sample.one("div", x -> Ops.rdiv(0.7, x), Sample.within(0.3, 3, 2, 3)),
        Sample.one("div", x -> Ops.rdiv(0.7, x), Sample.within(0.3, 3, 0, 3)));
  }
}
