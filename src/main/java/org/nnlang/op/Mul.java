// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Binary;
import org.nnlang.graph.Node;

/** {@code a * b}. */
public record Mul() implements Pairwise, Primitive {
  @Override
  public String name() {
    return "mul";
  }

  @Override
  public Binary binary() {
    return Binary.MUL;
  }

  @Override
  public Node left(Node a, Node b, Node y, Node up) {
    return Numeric.mul(up, b);
  }

  @Override
  public Node right(Node a, Node b, Node y, Node up) {
    return Numeric.mul(up, a);
  }
}
