// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** The cosine of an angle in radians. */
public record Cos() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "cos";
  }

  @Override
  public Unary unary() {
    return Unary.COS;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.neg(Numeric.mul(up, Numeric.sin(x)));
  }
}
