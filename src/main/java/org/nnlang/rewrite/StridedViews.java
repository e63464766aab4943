// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.lower.Lower;
import org.nnlang.lower.Lowering;
import org.nnlang.lower.Strideable;
import org.nnlang.tensor.View;

/**
 * Ops that can do so read permuted inputs where these come from, and write their result in the
 * order in which it is wanted: heads of attention are neither gathered before nor spread after.
 */
final class StridedViews {
  private final Map<Node, List<Node>> users = new HashMap<>();
  private final Map<Node, Node> now = new HashMap<>();
  private final Set<Node> outputs;

  private StridedViews(Subgraph function) {
    outputs = new HashSet<>(function.outputs());
    for (Node n : function.nodes()) {
      for (Node in : n.inputs()) {
        users.computeIfAbsent(in, k -> new ArrayList<>()).add(n);
      }
    }
  }

  static Subgraph rewrite(Subgraph function) {
    if (function.nodes().stream().noneMatch(n -> Strideable.of(n.op()) != null)) {
      return function;
    }
    StridedViews pass = new StridedViews(function);
    function.nodes().forEach(pass::add);
    return function.giving(function.outputs().stream().map(pass.now::get).toList());
  }

  private void add(Node n) {
    List<Integer> axes = n.inputs().isEmpty() ? null : taken(n.input(0));
    if (axes != null) {
      now.put(n, strided(n.input(0), axes));
    } else if (Strideable.of(n.op()) != null) {
      if (taken(n) == null) {
        now.put(n, strided(n, inOrder(n)));
      }
    } else if (n.inputs().stream().allMatch(in -> now.get(in) == in)) {
      now.put(n, n);
    } else {
      now.put(n, n.graph().add(n.op(), n.inputs().stream().map(now::get).toList()));
    }
  }

  /** The axes in whose order the one user of {@code n} takes it, where it can be written so. */
  private @Nullable List<Integer> taken(Node n) {
    List<Node> by = users.getOrDefault(n, List.of());
    Strideable op = Strideable.of(n.op());
    if (op == null || by.size() != 1 || outputs.contains(n)) {
      return null;
    }
    Node user = by.get(0);
    if (!(lower(user) instanceof Lowering.Strided s)) {
      return null;
    }
    List<Integer> axes = permutation(n.type().shape(), user.type().shape(), s);
    return axes != null && op.writes(types(n), axes) ? axes : null;
  }

  /** The axes in another order, where that is all the view does; else null. */
  private static @Nullable List<Integer> permutation(
      long[] from, long[] to, Lowering.Strided view) {
    List<Long> strides = View.rowMajor(0, from).strides();
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < to.length; i++) {
      for (int a = 0; a < from.length; a++) {
        boolean same = from[a] == to[i] && (to[i] == 1 || strides.get(a) == view.strides()[i]);
        if (same && !axes.contains(a)) {
          axes.add(a);
          break;
        }
      }
    }
    boolean all = view.offset() == 0 && to.length == from.length && axes.size() == to.length;
    return all ? axes : null;
  }

  private Node strided(Node n, List<Integer> axes) {
    Strideable op = Objects.requireNonNull(Strideable.of(n.op()));
    List<Type> types = types(n);
    List<Node> inputs = new ArrayList<>();
    List<View> views = new ArrayList<>();
    boolean moved = !axes.equals(inOrder(n));
    for (int k = 0; k < types.size(); k++) {
      long[] shape = types.get(k).shape();
      Node memory = n.input(k);
      View found = View.rowMajor(0, shape);
      Node at = memory;
      View view = found;
      while (view != null && !at.inputs().isEmpty()) {
        Lowering l = lower(at);
        view = through(at, l, view, shape);
        at = at.input(0);
        if (view != null && l instanceof Lowering.Strided && op.reads(types, k, view)) {
          memory = at;
          found = view;
          moved = true;
        }
      }
      inputs.add(now.get(memory));
      views.add(found);
    }
    return n.graph().add(moved ? op.strided(types, views, axes) : n.op(), inputs);
  }

  /** A view of {@code n} as one of its input, or null where it is none. */
  private static @Nullable View through(Node n, Lowering l, View view, long[] extents) {
    return switch (l) {
      case Lowering.Alias a -> new View(view.offset() + a.offset(), view.strides());
      case Lowering.Strided s -> composed(view, extents, n.type(), s);
      default -> null;
    };
  }

  /** First the view, then the strides: each axis of the view must go along one axis of the node. */
  private static @Nullable View composed(View view, long[] extents, Type node, Lowering.Strided s) {
    if (node.size() == 0) {
      return null;
    }
    long[] shape = node.shape();
    List<Long> steps = View.rowMajor(0, shape).strides();
    long[] last = new long[shape.length];
    long offset = s.offset();
    long rest = view.offset();
    for (int a = 0; a < shape.length; a++) {
      last[a] = rest / steps.get(a);
      rest %= steps.get(a);
      offset += last[a] * s.strides()[a];
    }
    Long[] strides = new Long[extents.length];
    for (int i = 0; i < extents.length; i++) {
      long stride = view.strides().get(i);
      if (extents[i] == 1 || stride == 0) {
        strides[i] = 0L;
        continue;
      }
      int a = 0;
      while (a < shape.length && (shape[a] == 1 || steps.get(a) != stride)) {
        a++;
      }
      if (a == shape.length || (last[a] += extents[i] - 1) >= shape[a]) {
        return null;
      }
      strides[i] = s.strides()[a];
    }
    return new View(offset, Arrays.asList(strides));
  }

  private static List<Integer> inOrder(Node n) {
    return IntStream.range(0, n.rank()).boxed().toList();
  }

  private static List<Type> types(Node n) {
    return n.inputs().stream().map(Node::type).toList();
  }

  private static Lowering lower(Node n) {
    return Lower.of(n);
  }
}
