// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Binary;
import org.nnlang.graph.Node;

/** {@code a - b}. */
public record Sub() implements Pairwise, Primitive {
  @Override
  public String name() {
    return "sub";
  }

  @Override
  public Binary binary() {
    return Binary.SUB;
  }

  @Override
  public Node left(Node a, Node b, Node y, Node up) {
    return up;
  }

  @Override
  public Node right(Node a, Node b, Node y, Node up) {
    return Numeric.neg(up);
  }
}
