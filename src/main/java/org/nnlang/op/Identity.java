// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;

/**
 * The same number, as a node of its own: a gradient taken by it is not one by what it was made of,
 * nor by another identity of the same value.
 */
public record Identity() implements Primitive {
  @Override
  public String name() {
    return "identity";
  }

  @Override
  public Type infer(List<Type> inputs) {
    return inputs.get(0);
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return List.of(upstream);
  }

  /** Two of them are two nodes. */
  @Override
  public boolean isPure() {
    return false;
  }
}
