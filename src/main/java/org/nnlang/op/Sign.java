// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** -1, 0 or 1. */
public record Sign() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "sign";
  }

  @Override
  public Unary unary() {
    return Unary.SIGN;
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
