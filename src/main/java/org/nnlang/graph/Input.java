// SPDX-License-Identifier: Apache-2.0
package org.nnlang.graph;

import java.util.List;

/** A value that comes from outside at each run. */
public record Input(int index, Type type) implements Op {
  @Override
  public String name() {
    return "input";
  }

  @Override
  public Type infer(List<Type> inputs) {
    return type;
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return List.of();
  }
}
