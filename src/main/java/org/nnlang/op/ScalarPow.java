// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code c ^ x}. */
public record ScalarPow(double c) implements Pointwise, Primitive {
  @Override
  public String name() {
    return "pow";
  }

  @Override
  public Unary unary() {
    return Unary.RPOW_C;
  }

  @Override
  public @Nullable Node derivative(Node x, Node y, Node up) {
    return c <= 0 ? null : Numeric.mul(up, Numeric.mul(y, Math.log(c)));
  }
}
