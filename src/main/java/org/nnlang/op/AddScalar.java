// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code x + c}. */
public record AddScalar(double c) implements Pointwise, Primitive {
  @Override
  public String name() {
    return "add";
  }

  @Override
  public Unary unary() {
    return Unary.ADD_C;
  }

  @Override
  public boolean onInts() {
    return true;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return up;
  }
}
