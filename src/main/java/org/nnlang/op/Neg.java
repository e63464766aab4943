// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code -x}. */
public record Neg() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "neg";
  }

  @Override
  public Unary unary() {
    return Unary.NEG;
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
