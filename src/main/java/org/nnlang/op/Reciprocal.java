// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code 1 / x}. */
public record Reciprocal() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "reciprocal";
  }

  @Override
  public Unary unary() {
    return Unary.RECIPROCAL;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.neg(Numeric.mul(up, Numeric.square(y)));
  }
}
