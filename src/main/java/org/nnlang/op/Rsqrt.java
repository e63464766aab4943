// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code 1 / sqrt(x)}. */
public record Rsqrt() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "rsqrt";
  }

  @Override
  public Unary unary() {
    return Unary.RSQRT;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.mul(Numeric.mul(up, -0.5), Numeric.mul(y, Numeric.square(y)));
  }
}
