// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.nnlang.graph.Node;
import org.nnlang.graph.Reduction;
import org.nnlang.op.Attend;
import org.nnlang.op.MatMul;
import org.nnlang.op.Reducing;

/** How what takes several places together acts along time: sums, products and attention. */
final class Sums {
  private final Layouts layouts;
  private final Beyond beyond;

  Sums(Layouts layouts, Beyond beyond) {
    this.layouts = layouts;
    this.beyond = beyond;
  }

  List<List<Factor>> reduced(Node n, Reducing op) {
    Node x = n.input(0);
    Layout in = layouts.of(x);
    List<List<Factor>> axes = new ArrayList<>();
    for (int i = 0; i < in.rank(); i++) {
      if (i < op.from() || i >= op.to()) {
        axes.add(in.axis(i));
        continue;
      }
      if (in.hasBatch(i)) {
        throw new NotCausal(n, "mixes the rows of a batch");
      }
      if (in.time(i) != null && !layouts.allPlaces() && !leavesLater(x, i, op.reduction())) {
        throw new NotCausal(n, "takes all places together, later ones too");
      }
      if (op.keep()) {
        axes.add(List.of());
      }
    }
    return axes;
  }

  /** Whether of each place only those up to it count in the reduction of an axis. */
  private boolean leavesLater(Node x, int axis, Reduction op) {
    Layout in = layouts.of(x);
    if (!in.isPureTime(axis) || in.times().size() != 2) {
      return false;
    }
    int query = in.times().get(in.times().get(0) == axis ? 1 : 0);
    Beyond.Bound later =
        beyond.of(
            x,
            query,
            axis,
            Objects.requireNonNull(in.time(query)).ahead(),
            Objects.requireNonNull(in.time(axis)).ahead());
    return switch (op) {
      case SUM -> later.is(0);
      case PROD -> later.is(1);
      case MAX -> later.isLow();
      case MIN -> later.is(Double.POSITIVE_INFINITY);
    };
  }

  List<List<Factor>> product(Node n, MatMul op) {
    Layout a = layouts.of(n.input(0));
    Layout b = layouts.of(n.input(1));
    int rank = a.rank();
    int row = op.transposeA() ? rank - 1 : rank - 2;
    int innerA = op.transposeA() ? rank - 2 : rank - 1;
    int col = op.transposeB() ? rank - 2 : rank - 1;
    int innerB = op.transposeB() ? rank - 1 : rank - 2;
    if (a.hasBatch(innerA) || b.hasBatch(innerB)) {
      throw new NotCausal(n, "mixes the rows of a batch");
    }
    if (a.time(innerA) != null || b.time(innerB) != null) {
      boolean masked =
          a.isPureTime(innerA)
              && b.isPureTime(innerB)
              && (layouts.allPlaces()
                  || sums(n.input(0), innerA, row, b, innerB)
                  || sums(n.input(1), innerB, col, a, innerA));
      if (!masked) {
        throw new NotCausal(n, "takes all places together, later ones too");
      }
    }
    List<List<Factor>> axes = new ArrayList<>();
    for (int i = 0; i < rank - 2; i++) {
      axes.add(layouts.joined(n, List.of(a, b), List.of(i, i)));
    }
    axes.add(a.axis(row));
    axes.add(b.axis(col));
    if (n.inputs().size() > 2) {
      Layout product = new Layout(axes, a.tokens() || b.tokens());
      for (int i = 0; i < rank; i++) {
        axes.set(i, layouts.joined(n, List.of(product, layouts.of(n.input(2))), List.of(i, i)));
      }
    }
    return axes;
  }

  /** Whether the weights are 0 for what is later than the place that they are of. */
  private boolean sums(Node weights, int inner, int outer, Layout values, int valuesInner) {
    Layout w = layouts.of(weights);
    List<Integer> times = w.times();
    if (times.size() != 2 || values.times().size() > 2) {
      return false;
    }
    int query = times.get(times.get(0) == inner ? 1 : 0);
    for (int axis : values.times()) {
      // what values have for each place besides must be for the same place as the weights
      if (axis != valuesInner && (axis != query || query == outer)) {
        return false;
      }
    }
    long ahead =
        Math.max(
            Objects.requireNonNull(w.time(inner)).ahead(),
            Objects.requireNonNull(values.time(valuesInner)).ahead());
    return beyond
        .of(weights, query, inner, Objects.requireNonNull(w.time(query)).ahead(), ahead)
        .is(0);
  }

  List<List<Factor>> attended(Node n, Attend op) {
    Layout q = layouts.of(n.input(0));
    Layout k = layouts.of(n.input(1));
    Layout v = layouts.of(n.input(2));
    int rank = q.rank();
    int row = rank - 2;
    for (int i : List.of(row, rank - 1)) {
      boolean whole = i == row ? q.hasBatch(i) || k.hasBatch(i) : !ends(q, k, v, i);
      if (whole) {
        throw new NotCausal(n, "mixes the rows of a batch, or numbers of several places");
      }
    }
    List<List<Factor>> axes = new ArrayList<>();
    for (int i = 0; i < row; i++) {
      boolean heads = i == row - 1 && !q.axis(i).equals(k.axis(i));
      axes.add(
          heads && Layout.isConstant(q.axis(i)) && Layout.isConstant(k.axis(i))
              ? q.axis(i)
              : layouts.joined(n, List.of(q, k, v), List.of(i, i, i)));
    }
    if (k.time(row) == null && v.time(row) == null) {
      if (op.causal() && q.time(row) != null) {
        throw new NotCausal(n, "has as many keys at every length");
      }
      axes.add(q.axis(row));
    } else {
      axes.add(List.of(attention(n, op, q, k, v, row)));
    }
    axes.add(v.axis(rank - 1));
    return axes;
  }

  private static boolean ends(Layout q, Layout k, Layout v, int axis) {
    return Layout.isConstant(q.axis(axis))
        && Layout.isConstant(k.axis(axis))
        && Layout.isConstant(v.axis(axis));
  }

  /** The queries' time, where keys are along time too. */
  private Factor.Time attention(Node n, Attend op, Layout q, Layout k, Layout v, int row) {
    if (!q.isPureTime(row) || !k.isPureTime(row) || !v.isPureTime(row)) {
      throw new NotCausal(n, "takes all places together, later ones too");
    }
    Factor.Time query = Objects.requireNonNull(q.time(row));
    long rest = Objects.requireNonNull(k.time(row)).rest();
    long ahead =
        Math.max(
            Objects.requireNonNull(k.time(row)).ahead(),
            Objects.requireNonNull(v.time(row)).ahead());
    if (op.causal()) {
      // the last key that a query sees
      return query.known(Math.max(query.ahead(), ahead + rest - query.rest()), query.blame());
    }
    if (layouts.allPlaces()) {
      return query;
    }
    Node mask = n.inputs().size() > 3 ? n.input(3) : null;
    int rows = mask == null ? 0 : mask.rank() - 2;
    boolean masked =
        mask != null && rows >= 0 && beyond.of(mask, rows, rows + 1, query.ahead(), ahead).is(0);
    if (!masked) {
      throw new NotCausal(
          n, mask == null ? "is without `causal: true`" : "has a `mask` that shows later places");
    }
    return query;
  }
}
