// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** The angle whose tangent is x, from -pi / 2 to pi / 2. */
public record Atan() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "atan";
  }

  @Override
  public Unary unary() {
    return Unary.ATAN;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.div(up, Numeric.add(Numeric.square(x), 1));
  }
}
