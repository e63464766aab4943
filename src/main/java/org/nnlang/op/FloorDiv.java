// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.jspecify.annotations.Nullable;
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
  public @Nullable Node left(Node a, Node b, Node y, Node up) {
    return null;
  }

  @Override
  public @Nullable Node right(Node a, Node b, Node y, Node up) {
    return null;
  }
}
