// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Binary;
import org.nnlang.graph.Node;

/** The smaller of two. Equal ones share the gradient, as PyTorch's minimum. */
public record Minimum() implements Pairwise, Primitive {
  @Override
  public String name() {
    return "minimum";
  }

  @Override
  public Binary binary() {
    return Binary.MIN;
  }

  @Override
  public Node left(Node a, Node b, Node y, Node up) {
    return Numeric.mul(up, share(Conditions.lt(a, b), a, b));
  }

  @Override
  public Node right(Node a, Node b, Node y, Node up) {
    return Numeric.mul(up, share(Conditions.gt(a, b), a, b));
  }

  /** 1 where {@code wins}, a half where the two are equal, else 0. */
  static Node share(Node wins, Node a, Node b) {
    Node half = Numeric.mul(Numeric.cast(Conditions.eq(a, b), a.dtype()), 0.5);
    return Numeric.add(Numeric.cast(wins, a.dtype()), half);
  }
}
