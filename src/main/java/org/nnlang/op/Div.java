// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Binary;
import org.nnlang.graph.Node;

/** {@code a / b}. */
public record Div() implements Pairwise, Primitive {
  @Override
  public String name() {
    return "div";
  }

  @Override
  public Binary binary() {
    return Binary.DIV;
  }

  @Override
  public Node left(Node a, Node b, Node y, Node up) {
    return Numeric.div(up, b);
  }

  @Override
  public Node right(Node a, Node b, Node y, Node up) {
    return Numeric.neg(Numeric.mul(Numeric.div(up, b), y));
  }
}
