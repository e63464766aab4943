// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code x * x}. */
public record Square() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "square";
  }

  @Override
  public Unary unary() {
    return Unary.SQUARE;
  }

  @Override
  public boolean onInts() {
    return true;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.mul(up, Numeric.mul(x, 2));
  }
}
