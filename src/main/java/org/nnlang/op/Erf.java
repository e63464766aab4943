// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** The error function. */
public record Erf() implements Pointwise, Primitive {
  private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;

  @Override
  public String name() {
    return "erf";
  }

  @Override
  public Unary unary() {
    return Unary.ERF;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.mul(
        up, Numeric.mul(Numeric.exp(Numeric.neg(Numeric.square(x))), TWO_OVER_ROOT_PI));
  }
}
