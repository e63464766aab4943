// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.HashMap;
import java.util.Map;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.lower.PackedWeights;
import org.nnlang.op.Unpack;

/** Products by packed weights, and rows of them, take the codes and not all of the weight. */
final class PackedProducts {
  private PackedProducts() {}

  static Subgraph rewrite(Subgraph function) {
    if (function.nodes().stream().noneMatch(n -> n.op() instanceof Unpack)) {
      return function;
    }
    Graph graph = new Graph();
    Map<Node, Node> now = new HashMap<>();
    for (Node n : function.inputs()) {
      now.put(n, graph.input(n.type(), n));
    }
    for (Node n : function.nodes()) {
      if (!now.containsKey(n)) {
        PackedWeights.Fused fused = PackedWeights.fused(n);
        now.put(
            n,
            fused != null
                ? graph.add(fused.op(), fused.inputs().stream().map(now::get).toList())
                : graph.add(n.op(), n.inputs().stream().map(now::get).toList()));
      }
    }
    return new Subgraph(
        function.inputs().stream().map(now::get).toList(),
        function.outputs().stream().map(now::get).toList());
  }
}
