// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Type;

/** The sum; 0 over nothing. */
public record Sum(int from, int to, boolean keep) implements Reducing, Primitive {
  @Override
  public String name() {
    return "sum";
  }

  @Override
  public Reduction reduction() {
    return Reduction.SUM;
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    Type x = self.input(0).type();
    return List.of(Ops.expand(kept(upstream, x), x.dims()));
  }
}
