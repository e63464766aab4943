// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** The number where it is positive, else 0. Its gradient at 0 is 0. */
public record Relu() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "relu";
  }

  @Override
  public Unary unary() {
    return Unary.RELU;
  }

  @Override
  public boolean onInts() {
    return true;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return y.apply(new ReluGradient(), up);
  }
}
