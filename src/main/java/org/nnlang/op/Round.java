// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** The nearest whole number, of two the even one. */
public record Round() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "round";
  }

  @Override
  public Unary unary() {
    return Unary.ROUND;
  }

  @Override
  public boolean onInts() {
    return true;
  }

  @Override
  public @Nullable Node derivative(Node x, Node y, Node up) {
    return null;
  }
}
