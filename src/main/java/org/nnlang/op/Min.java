// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Reduction;

/** The smallest number. Equal ones share the gradient. */
public record Min(int from, int to, boolean keep) implements Reducing, Primitive {
  @Override
  public String name() {
    return "min";
  }

  @Override
  public Reduction reduction() {
    return Reduction.MIN;
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return List.of(Max.shared(self, upstream));
  }
}
