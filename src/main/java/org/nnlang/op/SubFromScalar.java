// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code c - x}. */
public record SubFromScalar(double c) implements Pointwise, Primitive {
  @Override
  public String name() {
    return "sub";
  }

  @Override
  public Unary unary() {
    return Unary.RSUB_C;
  }

  @Override
  public boolean onInts() {
    return true;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.neg(up);
  }
}
