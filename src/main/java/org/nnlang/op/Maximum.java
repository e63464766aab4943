// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Binary;
import org.nnlang.graph.Node;

/** The larger of two. Equal ones share the gradient, as PyTorch's maximum. */
public record Maximum() implements Pairwise, Primitive {
  @Override
  public String name() {
    return "maximum";
  }

  @Override
  public Binary binary() {
    return Binary.MAX;
  }

  @Override
  public Node left(Node a, Node b, Node y, Node up) {
    return Numeric.mul(up, Minimum.share(Conditions.gt(a, b), a, b));
  }

  @Override
  public Node right(Node a, Node b, Node y, Node up) {
    return Numeric.mul(up, Minimum.share(Conditions.lt(a, b), a, b));
  }
}
