// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Subgraph;
import org.nnlang.op.Add;
import org.nnlang.op.Div;
import org.nnlang.op.Fill;
import org.nnlang.op.Mul;
import org.nnlang.op.MulScalar;
import org.nnlang.op.Neg;
import org.nnlang.op.Reshape;
import org.nnlang.op.Sub;
import org.nnlang.op.Sum;

/**
 * A sum of what is made of other tensors by sums, differences and factors that are the same along
 * the summed axes is made of their sums, where all of these are there already. What its mean is
 * taken from sums to nothing. The gradient of whatever is normalized over other axes than the last
 * has such a sum, for which all of it would be gone through once more.
 */
final class KnownSums {
  /** How far a factor may be from 1 / n where its product with a sum is a mean. */
  private static final double INEXACT = 1e-6;

  private final Graph graph = new Graph();
  private final Map<Node, Node> now = new HashMap<>();

  /** The sums so far, by what they are of; nodes of the old graph. */
  private final Map<Summed, Node> sums = new HashMap<>();

  private boolean any;

  /** All of a tensor summed over some axes. */
  record Summed(Node source, Set<Integer> axes) {}

  /** The sum of a part: a node of the new graph, or null where it is 0. */
  private record Known(@Nullable Node sum) {
    static final Known ZERO = new Known(null);
  }

  private KnownSums() {}

  static Subgraph rewrite(Subgraph function) {
    return new KnownSums().rewritten(function);
  }

  private Subgraph rewritten(Subgraph function) {
    for (Node n : function.inputs()) {
      now.put(n, graph.input(n.type(), n));
    }
    for (Node n : function.nodes()) {
      if (!now.containsKey(n)) {
        Node known = n.op() instanceof Sum && n.dtype().isFloat() ? known(n) : null;
        now.put(
            n,
            known != null ? known : graph.add(n.op(), n.inputs().stream().map(now::get).toList()));
      }
    }
    return any
        ? new Subgraph(
            function.inputs().stream().map(now::get).toList(),
            function.outputs().stream().map(now::get).toList())
        : function;
  }

  private @Nullable Node known(Node n) {
    Summed summed = summed(n);
    Known found = isMadeOfOthers(summed.source.op()) ? of(summed, n) : null;
    sums.putIfAbsent(summed, n);
    if (found == null) {
      return null;
    }
    any = true;
    return found.sum == null ? graph.add(new Fill(n.type(), 0)) : found.sum;
  }

  private static boolean isMadeOfOthers(Op op) {
    return op instanceof Add || op instanceof Sub || op instanceof Mul || op instanceof MulScalar;
  }

  /** What a node is the sum of, through sums of sums. */
  static Summed summed(Node n) {
    List<Sum> ops = new ArrayList<>();
    Node source = n;
    while (source.op() instanceof Sum s) {
      ops.add(s);
      source = source.input(0);
    }
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < source.rank(); i++) {
      left.add(i);
    }
    Set<Integer> axes = new TreeSet<>();
    for (Sum s : ops.reversed()) {
      List<Integer> part = left.subList(s.from(), s.to());
      axes.addAll(part);
      if (!s.keep()) {
        part.clear();
      }
    }
    return new Summed(source, axes);
  }

  /**
   * The sum of {@code wanted} in the shape of {@code like}, of what is known.
   *
   * @param like a sum over the same axes
   * @return null where something is not
   */
  private @Nullable Known of(Summed wanted, Node like) {
    Node there = sums.get(wanted);
    if (there != null) {
      Node sum = Objects.requireNonNull(now.get(there));
      return new Known(
          sum.type().equals(like.type()) ? sum : graph.add(new Reshape(like.type().dims()), sum));
    }
    Node x = wanted.source;
    return switch (x.op()) {
      case Neg neg -> times(of(input(wanted, 0), like), neg, like);
      case MulScalar m -> times(of(input(wanted, 0), like), m, like);
      case Mul mul -> {
        Known first = scaled(wanted, 0, like);
        yield first != null ? first : scaled(wanted, 1, like);
      }
      case Sub sub when isMean(wanted, x.input(1), 1) -> Known.ZERO;
      case Add add when isMean(wanted, x.input(1), -1) -> Known.ZERO;
      case Add add when isWhole(x) -> both(wanted, like);
      case Sub sub when isWhole(x) -> both(wanted, like);
      default -> null;
    };
  }

  private static Summed input(Summed wanted, int i) {
    return new Summed(wanted.source.input(i), wanted.axes);
  }

  /** Whether no input is broadcast. */
  private static boolean isWhole(Node x) {
    return x.inputs().stream().allMatch(i -> i.type().equals(x.type()));
  }

  private @Nullable Known times(@Nullable Known sum, Op op, Node like) {
    return sum == null || sum.sum == null ? sum : checked(graph.add(op, sum.sum), like);
  }

  /** Of a sum or difference. */
  private @Nullable Known both(Summed wanted, Node like) {
    Op op = wanted.source.op();
    Known a = of(input(wanted, 0), like);
    Known b = a == null ? null : of(input(wanted, 1), like);
    if (a == null || b == null || a.sum == null && b.sum == null) {
      return a == null ? null : b;
    }
    if (b.sum == null) {
      return a;
    }
    if (a.sum == null) {
      return op instanceof Add ? b : checked(graph.add(new Neg(), b.sum), like);
    }
    return checked(graph.add(op, a.sum, b.sum), like);
  }

  /** A product whose input {@code i} is summed, while the other is the same along the axes. */
  private @Nullable Known scaled(Summed wanted, int i, Node like) {
    Node x = wanted.source;
    Repeated factor = Repeated.of(x.input(1 - i), x.rank());
    boolean same = wanted.axes.stream().allMatch(axis -> factor.dims().get(axis).is(1));
    if (!same || !x.input(i).type().equals(x.type())) {
      return null;
    }
    Known sum = of(input(wanted, i), like);
    if (sum == null || sum.sum == null) {
      return sum;
    }
    // a sum that does not keep its axes is one of fewer
    List<Dim> dims = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      if (like.rank() == x.rank() || !wanted.axes.contains(axis)) {
        dims.add(factor.dims().get(axis));
      }
    }
    Node scale = Objects.requireNonNull(now.get(factor.core()));
    if (!scale.type().dims().equals(dims)) {
      scale = graph.add(new Reshape(List.copyOf(dims)), scale);
    }
    return checked(graph.add(new Mul(), sum.sum, scale), like);
  }

  private static @Nullable Known checked(Node sum, Node like) {
    return sum.type().equals(like.type()) ? new Known(sum) : null;
  }

  /** Whether {@code off} is, so many times, the mean over the axes of the source's first input. */
  private static boolean isMean(Summed wanted, Node off, int times) {
    Node x = wanted.source.input(0);
    if (!x.type().equals(wanted.source.type())) {
      return false;
    }
    Repeated repeated = Repeated.of(off, x.rank());
    long count = 1;
    for (int axis = 0; axis < x.rank(); axis++) {
      boolean summed = wanted.axes.contains(axis);
      if (!repeated.dims().get(axis).equals(summed ? Dim.of(1) : x.type().dim(axis))) {
        return false;
      }
      count *= summed ? x.type().dim(axis).value() : 1;
    }
    Node mean = reshaped(repeated.core());
    double expected = times;
    while (mean.op() instanceof Neg) {
      mean = reshaped(mean.input(0));
      expected = -expected;
    }
    boolean divided =
        switch (mean.op()) {
          case MulScalar m -> Math.abs(m.c() * count - expected) < INEXACT;
          case Div d -> mean.input(1).op() instanceof Fill f && f.value() == expected * count;
          default -> false;
        };
    return divided && summed(reshaped(mean.input(0))).equals(new Summed(x, wanted.axes));
  }

  private static Node reshaped(Node n) {
    Node under = n;
    while (under.op() instanceof Reshape) {
      under = under.input(0);
    }
    return under;
  }
}
