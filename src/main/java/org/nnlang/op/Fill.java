// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;

/** The same number everywhere. */
public record Fill(Type type, double value) implements Primitive {
  @Override
  public String name() {
    return "full";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Sizes.check(type.dims());
    return type;
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return List.of();
  }
}
