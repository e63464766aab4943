// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/**
 * {@code x / 2 * (1 + erf(x / sqrt(2)))}, of which the derivative is a function of x alone: nothing
 * but x needs to be kept for it. What scripts write by hand becomes this too.
 */
public record Gelu() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "gelu";
  }

  @Override
  public Unary unary() {
    return Unary.GELU;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.mul(up, x.apply(new GeluSlope()));
  }
}
