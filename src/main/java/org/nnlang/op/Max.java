// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Reduction;

/** The largest number. Equal ones share the gradient. */
public record Max(int from, int to, boolean keep) implements Reducing, Primitive {
  @Override
  public String name() {
    return "max";
  }

  @Override
  public Reduction reduction() {
    return Reduction.MAX;
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return List.of(shared(self, upstream));
  }

  /** The gradient in equal parts to the numbers that are equal to the result, as PyTorch's amax. */
  static Node shared(Node self, Node upstream) {
    Reducing op = (Reducing) self.op();
    Node x = self.input(0);
    Node hit = Conditions.eq(x, op.kept(self, x.type()));
    Node count = Numeric.cast(hit, x.dtype()).apply(new Sum(op.from(), op.to(), op.keep()));
    Node share = op.kept(Numeric.div(upstream, count), x.type());
    return Conditions.where(hit, share, 0);
  }
}
