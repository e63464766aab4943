// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** The hyperbolic tangent. */
public record Tanh() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "tanh";
  }

  @Override
  public Unary unary() {
    return Unary.TANH;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.mul(up, Numeric.rsub(1, Numeric.square(y)));
  }
}
