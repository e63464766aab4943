// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** The size of a number. Its gradient at 0 is 0. */
public record Abs() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "abs";
  }

  @Override
  public Unary unary() {
    return Unary.ABS;
  }

  @Override
  public boolean onInts() {
    return true;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.mul(up, Numeric.sign(x));
  }
}
