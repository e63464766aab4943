// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Rule;
import org.nnlang.graph.Type;
import org.nnlang.op.Permute;
import org.nnlang.op.Reshape;
import org.nnlang.op.Slice;

/** A reshape of a reshape, a permutation of one, a slice of one: one of what is under both. */
final class ViewChain implements Rule {
  @Override
  public @Nullable Node simpler(Graph graph, Op op, List<Node> inputs, Type type) {
    if (inputs.isEmpty() || inputs.get(0).inputs().isEmpty()) {
      return null;
    }
    Op inner = inputs.get(0).op();
    Node under = inputs.get(0).input(0);
    if (op instanceof Reshape r && inner instanceof Reshape) {
      return graph.add(r, under);
    }
    if (op instanceof Permute p && inner instanceof Permute first) {
      return graph.add(new Permute(p.axes().stream().map(first.axes()::get).toList()), under);
    }
    return op instanceof Slice s && inner instanceof Slice first
        ? graph.add(slice(first, s), under)
        : null;
  }

  private static Slice slice(Slice first, Slice next) {
    List<Dim> starts = new ArrayList<>();
    List<Long> steps = new ArrayList<>();
    for (int i = 0; i < first.starts().size(); i++) {
      Dim within = next.starts().get(i).times(first.steps().get(i));
      starts.add(first.starts().get(i).plus(within));
      steps.add(first.steps().get(i) * next.steps().get(i));
    }
    return new Slice(starts, steps, next.dims());
  }
}
