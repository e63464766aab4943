// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

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
    return Numeric.neg(Numeric.mul(Numeric.div(up, x), y));
  }
}
