// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code x ^ c}, of which {@link Numeric#pow} makes squares and roots where it can. */
public record PowScalar(double c) implements Pointwise, Primitive {
  @Override
  public String name() {
    return "pow";
  }

  @Override
  public Unary unary() {
    return Unary.POW_C;
  }

  @Override
  public boolean onInts() {
    return true;
  }

  @Override
  public @Nullable Node derivative(Node x, Node y, Node up) {
    return c == 0 ? null : Numeric.mul(up, Numeric.mul(Numeric.pow(x, c - 1), c));
  }
}
