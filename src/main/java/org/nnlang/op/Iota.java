// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;

/** {@code start + step * (index along axis)}. */
public record Iota(Type type, int axis, double start, double step) implements Primitive {
  @Override
  public String name() {
    return "arange";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Sizes.check(type.dims());
    Shapes.axis(axis, type);
    return type;
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return List.of();
  }
}
