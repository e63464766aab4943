// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** The square root. */
public record Sqrt() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "sqrt";
  }

  @Override
  public Unary unary() {
    return Unary.SQRT;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.div(Numeric.mul(up, 0.5), y);
  }
}
