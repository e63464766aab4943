// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Input;
import org.nnlang.graph.Node;
import org.nnlang.graph.Recurrence;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.op.Attend;
import org.nnlang.op.AttendGradient;
import org.nnlang.op.Convolve;
import org.nnlang.op.Ops;
import org.nnlang.op.Pool;
import org.nnlang.op.Scan;
import org.nnlang.op.ScanOutput;

/**
 * A function without the ops that are loops of their own in nn's kernels, and composed of others
 * here: attention, convolution, pooling and scans. Sizes that these go over are known.
 */
final class Decompose {
  private final Map<Node, Node> now = new HashMap<>();

  /** The results of scans by what the scan was. */
  private final Map<Node, List<Node>> scans = new HashMap<>();

  private final Graph graph;

  private Decompose(Graph graph) {
    this.graph = graph;
  }

  /** The same function of the same arguments. */
  static Subgraph of(Subgraph function) {
    Graph graph = function.outputs().get(0).graph().fresh();
    var all = new Decompose(graph);
    List<Node> inputs =
        function.inputs().stream().map(n -> graph.input(n.type(), new Object())).toList();
    all.add(function, inputs);
    return new Subgraph(inputs, function.outputs().stream().map(all::of).toList());
  }

  private void add(Subgraph function, List<Node> inputs) {
    for (int i = 0; i < inputs.size(); i++) {
      now.put(function.inputs().get(i), inputs.get(i));
    }
    for (Node n : function.nodes()) {
      graph.at(n.span());
      try {
        if (n.op() instanceof Scan scan) {
          scans.put(n, unrolled(scan.recurrence(), n.inputs().stream().map(this::of).toList()));
        } else if (!(n.op() instanceof Input)) {
          now.put(n, made(n));
        }
      } catch (IllegalStateException e) {
        // a size that is gone over is not known
        throw new OwnOnly().at(n);
      }
    }
  }

  /**
   * What the node is here. Of a scan all results one after the other, which hardly anybody asks.
   */
  private Node of(Node n) {
    return now.computeIfAbsent(
        n, scan -> Ops.concat(scans.get(scan).stream().map(r -> Ops.flatten(r, 0)).toList(), 0));
  }

  private Node made(Node n) {
    if (n.op() instanceof ScanOutput o && scans.containsKey(n.input(0))) {
      return scans.get(n.input(0)).get(o.index());
    }
    List<Node> in = n.inputs().stream().map(this::of).toList();
    return switch (n.op()) {
      case Attend a -> a.composed(in);
      case AttendGradient a -> a.composed(in);
      case Convolve c -> SlidingWindows.convolve(c, in);
      case Pool p -> SlidingWindows.pool(p, in);
      case ScanOutput o -> {
        Dim end = o.offset().plus(Type.product(o.dims()));
        yield Ops.reshape(Ops.slice(in.get(0), 0, o.offset(), end, 1), o.dims());
      }
      default -> graph.add(n.op(), in);
    };
  }

  private List<Node> unrolled(Recurrence r, List<Node> in) {
    int steps = Math.toIntExact(r.steps().value());
    int carried = r.carried();
    List<Node> state = new ArrayList<>(in.subList(0, carried));
    List<List<Node>> results = new ArrayList<>();
    for (int i = 0; i < r.body().outputs().size(); i++) {
      boolean kept = i < carried && r.kept().get(i);
      results.add(new ArrayList<>(kept ? List.of(state.get(i)) : List.of()));
    }
    for (int k = 0; k < steps; k++) {
      int t = r.reversed() ? steps - 1 - k : k;
      List<Node> arguments = new ArrayList<>(state);
      for (int i = carried; i < in.size(); i++) {
        boolean sequence = i < carried + r.sequences();
        arguments.add(sequence ? Ops.index(in.get(i), 0, t) : in.get(i));
      }
      List<Node> out = step(r.body(), arguments);
      for (int i = 0; i < out.size(); i++) {
        if (i < carried) {
          state.set(i, out.get(i));
        }
        if (i >= carried || r.kept().get(i)) {
          results.get(i).add(out.get(i));
        }
      }
    }
    List<Node> all = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      List<Node> each = results.get(i);
      if (i < carried && !r.kept().get(i)) {
        all.add(state.get(i));
      } else if (each.isEmpty()) {
        all.add(Ops.full(graph, r.results().get(i), 0.0));
      } else {
        if (r.reversed()) {
          Collections.reverse(each);
        }
        all.add(Ops.stack(each, 0));
      }
    }
    return all;
  }

  /** A step's results: the body is a function as any other. */
  private List<Node> step(Subgraph body, List<Node> arguments) {
    var inside = new Decompose(graph);
    inside.add(body, arguments);
    return body.outputs().stream().map(inside::of).toList();
  }
}
