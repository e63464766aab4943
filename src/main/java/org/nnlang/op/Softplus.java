// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code log(1 + exp(x))}, exact and without overflow everywhere. */
public record Softplus() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "softplus";
  }

  @Override
  public Unary unary() {
    return Unary.SOFTPLUS;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.mul(up, Numeric.sigmoid(x));
  }
}
