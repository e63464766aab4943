// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Rule;
import org.nnlang.graph.Type;
import org.nnlang.op.Expand;
import org.nnlang.op.MulScalar;
import org.nnlang.op.Neg;
import org.nnlang.op.Permute;
import org.nnlang.op.PowScalar;
import org.nnlang.op.Reshape;
import org.nnlang.op.Slice;

/** Work that changes nothing: the input as it is. */
final class NoEffect implements Rule {
  @Override
  public @Nullable Node simpler(Graph graph, Op op, List<Node> inputs, Type type) {
    return switch (op) {
      case Neg n when inputs.get(0).op() instanceof Neg -> inputs.get(0).input(0);
      case MulScalar m when m.c() == 1 -> inputs.get(0);
      case PowScalar p when p.c() == 1 -> inputs.get(0);
      case Reshape r when same(inputs, type) -> inputs.get(0);
      case Expand e when same(inputs, type) -> inputs.get(0);
      case Slice s when same(inputs, type) && isWhole(s) -> inputs.get(0);
      case Permute p when inOrder(p.axes()) -> inputs.get(0);
      default -> null;
    };
  }

  private static boolean same(List<Node> inputs, Type type) {
    return inputs.get(0).type().equals(type);
  }

  private static boolean isWhole(Slice s) {
    return s.starts().stream().allMatch(d -> d.is(0)) && s.steps().stream().allMatch(i -> i == 1);
  }

  private static boolean inOrder(List<Integer> axes) {
    for (int i = 0; i < axes.size(); i++) {
      if (axes.get(i) != i) {
        return false;
      }
    }
    return true;
  }
}
