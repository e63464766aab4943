// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** The natural logarithm. */
public record Log() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "log";
  }

  @Override
  public Unary unary() {
    return Unary.LOG;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Numeric.div(up, x);
  }
}
