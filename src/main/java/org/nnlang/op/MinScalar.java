// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** The smaller of {@code x} and {@code c}. At {@code c} the gradient passes, as PyTorch's clamp. */
public record MinScalar(double c) implements Pointwise, Primitive {
  @Override
  public String name() {
    return "minimum";
  }

  @Override
  public Unary unary() {
    return Unary.MIN_C;
  }

  @Override
  public boolean onInts() {
    return true;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Conditions.where(Conditions.le(x, c), up, 0);
  }
}
