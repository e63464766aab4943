// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;

/** Uniform numbers of [0, 1), others at each run. {@code stream} sets places apart. */
public record Random(Type type, int stream) implements Primitive {
  @Override
  public String name() {
    return "rand";
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

  @Override
  public boolean isPure() {
    return false;
  }
}
