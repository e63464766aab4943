// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** The sine of an angle in radians. */
public record Sin() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "sin";
  }

  @Override
  public Unary unary() {
    return Unary.SIN;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.mul(up, Numeric.cos(x));
  }
}
