// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Node;

/** The second where the first is above 0, else 0: one step where a mask and a choice are two. */
public record ReluGradient() implements Pairwise, Primitive {
  @Override
  public String name() {
    return "relu_gradient";
  }

  @Override
  public Binary binary() {
    return Binary.GATE;
  }

  @Override
  public @Nullable Node left(Node a, Node b, Node y, Node up) {
    return null;
  }

  @Override
  public Node right(Node a, Node b, Node y, Node up) {
    return a.apply(this, up);
  }
}
