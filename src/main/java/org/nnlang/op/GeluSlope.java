// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** The derivative of {@link Gelu}. */
public record GeluSlope() implements Pointwise, Primitive {
  private static final double PER_ROOT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);

  @Override
  public String name() {
    return "gelu_slope";
  }

  @Override
  public Unary unary() {
    return Unary.GELU_SLOPE;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    Node square = Numeric.square(x);
    Node bell = Numeric.mul(Numeric.exp(Numeric.mul(square, -0.5)), PER_ROOT_TWO_PI);
    return Numeric.mul(up, Numeric.mul(bell, Numeric.add(Numeric.neg(square), 2)));
  }
}
