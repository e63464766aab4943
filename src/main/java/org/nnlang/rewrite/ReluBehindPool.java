// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Rule;
import org.nnlang.graph.Type;
import org.nnlang.op.Pool;
import org.nnlang.op.Relu;

/**
 * The largest number of each window of relu's results is relu of the largest number: the same
 * numbers and gradients at a part of the work.
 */
final class ReluBehindPool implements Rule {
  @Override
  public @Nullable Node simpler(Graph graph, Op op, List<Node> inputs, Type type) {
    return op instanceof Pool p
            && p.kind() == Pool.Kind.MAX
            && inputs.get(0).op() instanceof Relu relu
        ? graph.add(relu, graph.add(p, inputs.get(0).input(0)))
        : null;
  }
}
