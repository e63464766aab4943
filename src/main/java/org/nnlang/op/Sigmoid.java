// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code 1 / (1 + exp(-x))}. */
public record Sigmoid() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public Unary unary() {
    return Unary.SIGMOID;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.mul(up, Numeric.mul(y, y.apply(new SubFromScalar(1))));
  }
}
