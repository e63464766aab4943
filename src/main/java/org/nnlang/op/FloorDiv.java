// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Binary;
import org.nnlang.graph.Node;

/** {@code a // b}, rounded down. */
public record FloorDiv() implements Pairwise, Primitive {
  @Override
  public String name() {
    return "floor_div";
  }

  @Override
  public Binary binary() {
    return Binary.FLOOR_DIV;
  }

  @Override
  public Node left(Node a, Node b, Node y, Node up) {
    return null;
  }

  @Override
  public Node right(Node a, Node b, Node y, Node up) {
    return null;
  }
}
