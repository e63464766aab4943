// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code e ^ x - 1}, exact near 0. */
public record Expm1() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "expm1";
  }

  @Override
  public Unary unary() {
    return Unary.EXPM1;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.mul(up, Numeric.exp(x));
  }
}
