// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code log(1 + x)}, exact near 0. */
public record Log1p() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "log1p";
  }

  @Override
  public Unary unary() {
    return Unary.LOG1P;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.div(up, Numeric.add(x, 1));
  }
}
