// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;

/** Reductions over any set of axes: one step for each run of neighbours. */
final class Reductions {
  private Reductions() {}

  /** The op that reduces one run of axes. */
  interface Run {
    Reducing of(int from, int to, boolean keep);
  }

  static Node reduce(Node x, @Nullable List<Integer> axes, boolean keep, Run op) {
    List<Integer> all = Shapes.axes(axes, x.type());
    Node out = Types.number(x);
    // from the back, so that axes in front keep their numbers
    for (int end = all.size(); end > 0; ) {
      int start = end - 1;
      while (start > 0 && all.get(start - 1) == all.get(start) - 1) {
        start--;
      }
      out = out.apply(op.of(all.get(start), all.get(end - 1) + 1, keep));
      end = start;
    }
    return out;
  }

  /** How many numbers become one. */
  static Dim count(Type type, @Nullable List<Integer> axes) {
    return Type.product(Shapes.axes(axes, type).stream().map(type::dim).toList());
  }

  static Node mean(Node x, @Nullable List<Integer> axes, boolean keep) {
    Node sum = Ops.sum(Types.real(x), axes, keep);
    Dim count = count(x.type(), axes);
    return count.isKnown()
        ? Numeric.div(sum, (double) count.value())
        : Numeric.div(sum, Sizes.number(x.graph(), count, sum.dtype()));
  }

  /** The mean of the squared distances from the mean, with {@code less} taken off the count. */
  static Node var(Node x, @Nullable List<Integer> axes, boolean keep, int less) {
    Node real = Types.real(x);
    Node distance = Numeric.sub(real, mean(real, axes, true));
    Node sum = Ops.sum(Numeric.square(distance), axes, keep);
    Dim n = count(x.type(), axes).plus(-less);
    return n.isKnown()
        ? Numeric.div(sum, (double) Math.max(n.value(), 0))
        : Numeric.div(sum, Sizes.number(x.graph(), n, sum.dtype()));
  }

  /** The square root, with gradient 0 where it is 0, as PyTorch's norm and std have it. */
  static Node root(Node x) {
    Node flat = Conditions.eq(x, 0);
    return Conditions.where(flat, 0, Numeric.sqrt(Conditions.where(flat, 1, x)));
  }
}
