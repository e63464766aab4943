// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Input;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;

/**
 * What a step of a scan computes, computed for all steps at once: the same ops on tensors with one
 * more axis in front, the steps.
 */
final class EveryStep {
  private final Dim steps;
  private final Map<Node, Node> now = new HashMap<>();

  /** Nodes of the body that are the same at all steps. */
  private final Set<Node> same = new HashSet<>();

  EveryStep(Dim steps) {
    this.steps = steps;
  }

  /** Says what an input of the body is at all steps, these being the first axis. */
  void along(Node in, Node all) {
    now.put(in, all);
  }

  /** Says what an input of the body is that does not change. */
  void same(Node in, Node value) {
    now.put(in, value);
    same.add(in);
  }

  /** Whether the node depends on inputs that do not change, and on no others. */
  boolean isSame(Node n) {
    boolean all =
        !n.inputs().isEmpty() && n.op().isPure() && n.inputs().stream().allMatch(this::isSame);
    if (all) {
      same.add(n);
    }
    return same.contains(n);
  }

  /** The node at all steps, or as it is where it is the same; null where that cannot be told. */
  @Nullable Node of(Node n) {
    if (!now.containsKey(n)) {
      now.put(n, n.op() instanceof Input ? null : computed(n));
    }
    return now.get(n);
  }

  private @Nullable Node computed(Node n) {
    List<Node> in = new ArrayList<>();
    for (Node i : n.inputs()) {
      Node all = of(i);
      if (all == null) {
        return null;
      }
      in.add(all);
    }
    if (in.isEmpty()) {
      return null;
    }
    Graph graph = in.get(0).graph();
    if (isSame(n)) {
      return graph.add(n.op(), in);
    }
    return switch (n.op()) {
      case Pointwise op -> graph.add(op, in);
      case Cast op -> graph.add(op, in);
      case Ids op -> graph.add(op, in);
      case Pairwise op -> graph.add(op, aligned(n, in));
      case Compare op -> graph.add(op, aligned(n, in));
      case Where op -> graph.add(op, aligned(n, in));
      case Reshape op -> Ops.reshape(in.get(0), led(op.dims()));
      case Permute op -> Ops.permute(in.get(0), led(op));
      case Slice op ->
          in.get(0)
              .apply(new Slice(led(Dim.of(0), op.starts()), led(1L, op.steps()), led(op.dims())));
      case Gather op when isSame(n.input(0)) -> graph.add(op, in);
      case MatMul op -> product(n, op, in);
      default -> null;
    };
  }

  /** Elementwise operands, whose axes after the steps must not be fewer than the result's. */
  private List<Node> aligned(Node n, List<Node> in) {
    List<Node> out = new ArrayList<>();
    for (int k = 0; k < in.size(); k++) {
      List<Dim> dims = new ArrayList<>(n.input(k).type().dims());
      while (dims.size() < n.rank()) {
        dims.add(0, Dim.of(1));
      }
      out.add(isSame(n.input(k)) ? in.get(k) : Ops.reshape(in.get(k), led(dims)));
    }
    return out;
  }

  private @Nullable Node product(Node n, MatMul op, List<Node> in) {
    Node a = in.get(0);
    Node b = in.get(1);
    if (in.size() > 2 || isSame(n.input(0))) {
      return null;
    }
    if (!isSame(n.input(1))) {
      return a.apply(op, b);
    }
    if (n.rank() > 2 || op.transposeA()) {
      return null;
    }
    Type t = n.input(0).type();
    Node rows = Ops.reshape(a, List.of(steps.times(t.dim(0)), t.dim(1)));
    return Ops.reshape(rows.apply(op, b), led(n.type().dims()));
  }

  private List<Dim> led(List<Dim> dims) {
    return led(steps, dims);
  }

  private static <T> List<T> led(T first, List<T> rest) {
    List<T> out = new ArrayList<>(rest);
    out.add(0, first);
    return out;
  }

  private static List<Integer> led(Permute op) {
    return led(0, op.axes().stream().map(a -> a + 1).toList());
  }
}
