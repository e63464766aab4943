// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code e ^ x}. */
public record Exp() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "exp";
  }

  @Override
  public Unary unary() {
    return Unary.EXP;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.mul(up, y);
  }
}
