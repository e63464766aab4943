// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** The largest whole number that is not larger. */
public record Floor() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "floor";
  }

  @Override
  public Unary unary() {
    return Unary.FLOOR;
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
