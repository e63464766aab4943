// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.kernel.Binary;

/** {@code a + b}. */
record Add() implements Pairwise {
  @Override
  public String name() {
    return "add";
  }

  @Override
  public Binary binary() {
    return Binary.ADD;
  }

  @Override
  public Node left(Node a, Node b, Node y, Node up) {
    return up;
  }

  @Override
  public Node right(Node a, Node b, Node y, Node up) {
    return up;
  }

  static List<Sample> samples() {
    return Sample.broadcasting("add", Ops::add, -2, 2);
  }
}
