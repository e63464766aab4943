// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Type;

/** The product; 1 over nothing. Its gradient is right where numbers are 0. */
public record Prod(int from, int to, boolean keep) implements Reducing, Primitive {
  @Override
  public String name() {
    return "prod";
  }

  @Override
  public Reduction reduction() {
    return Reduction.PROD;
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    Node x = self.input(0);
    Type type = x.type();
    Node zero = Conditions.eq(x, 0);
    Node zeros = kept(Numeric.cast(zero, x.dtype()).apply(new Sum(from, to, keep)), type);
    Node others =
        kept(Conditions.where(zero, Numeric.fill(x, 1), x).apply(new Prod(from, to, keep)), type);
    // without a zero each factor's slope is the product of the others; with one only its own is not
    // 0
    Node none = Conditions.where(Conditions.eq(zeros, 0), others, 0);
    Node one = Conditions.where(Conditions.eq(zeros, 1), others, 0);
    Node slope =
        Conditions.where(
            zero, one, Numeric.div(none, Conditions.where(zero, Numeric.fill(x, 1), x)));
    return List.of(Numeric.mul(slope, kept(upstream, type)));
  }
}
