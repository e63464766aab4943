// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** What picks by index or by place. */
final class IndexOps {
  private IndexOps() {}

  static Node take(Node x, Node index, int axis) {
    int at = Shapes.axis(axis, x.type());
    if (at == 0) {
      return x.apply(new Gather(), index);
    }
    // to the front, gathered, and the new axes back to where the axis was
    List<Integer> order = new ArrayList<>();
    order.add(at);
    for (int i = 0; i < x.rank(); i++) {
      if (i != at) {
        order.add(i);
      }
    }
    Node rows = Ops.permute(x, order).apply(new Gather(), index);
    List<Integer> back = new ArrayList<>();
    int n = index.rank();
    for (int i = 0; i < at; i++) {
      back.add(n + i);
    }
    for (int i = 0; i < n; i++) {
      back.add(i);
    }
    for (int i = n + at; i < rows.rank(); i++) {
      back.add(i);
    }
    return Ops.permute(rows, back);
  }

  static Node takePairs(Node x, List<Node> indices, List<Integer> axes) {
    boolean fits = axes != null && indices != null && axes.size() == indices.size();
    if (!fits || axes.isEmpty() || new HashSet<>(axes).size() < axes.size()) {
      throw Messages.argument(
          "pairs of indices need an index for each of some axes, found " + axes);
    }
    axes.forEach(axis -> Shapes.axis(axis, x.type()));
    if (axes.stream().anyMatch(axis -> axis < 0)) {
      throw Messages.argument("pairs of indices count axes from the first, found " + axes);
    }
    List<Integer> order = new ArrayList<>(axes);
    List<Dim> rest = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      if (!axes.contains(i)) {
        order.add(i);
        rest.add(x.type().dim(i));
      }
    }
    Dim rows = x.type().dim(axes.get(0));
    Node place = picked(x.graph(), rows, indices.get(0));
    for (int i = 1; i < axes.size(); i++) {
      Dim size = x.type().dim(axes.get(i));
      rows = rows.times(size);
      Node at = picked(x.graph(), size, indices.get(i));
      place = Numeric.add(times(place, size), at);
    }
    List<Dim> table = new ArrayList<>(List.of(rows));
    table.addAll(rest);
    Node picked = Ops.take(Ops.reshape(Ops.permute(x, order), table), place, 0);
    int first = axes.get(0);
    boolean neighbours = axes.get(axes.size() - 1) - first == axes.size() - 1;
    return neighbours ? inFront(picked, first, place.rank()) : picked;
  }

  /** Indices within an axis and not negative: picked from the places there are. */
  private static Node picked(Graph graph, Dim size, Node indices) {
    return Ops.take(Ops.arange(graph, size), indices, 0);
  }

  private static Node times(Node place, Dim size) {
    return size.isKnown()
        ? Numeric.mul(place, size.value())
        : Numeric.mul(place, Sizes.number(place.graph(), size, DType.INT));
  }

  /** The {@code count} axes after the first moved behind as many others as {@code at}. */
  private static Node inFront(Node x, int at, int count) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < at; i++) {
      order.add(count + i);
    }
    for (int i = 0; i < count; i++) {
      order.add(i);
    }
    for (int i = count + at; i < x.rank(); i++) {
      order.add(i);
    }
    return Ops.permute(x, order);
  }

  static Node lookup(Node table, Node ids) {
    if (table.rank() == 0) {
      throw Messages.rank("lookup", "a table", table.type());
    }
    Node checked = ids.apply(new Ids(Ids.Kind.ID, table.type().dim(0)));
    return table.apply(new Gather(), checked);
  }

  static Node argmax(Node x, @Nullable Integer axis, boolean keep) {
    if (axis == null) {
      Node best = Ops.flatten(x, 0).apply(new ArgMax(0));
      List<Dim> dims = keep ? x.type().dims().stream().map(d -> Dim.of(1)).toList() : List.of();
      return Ops.reshape(best, dims);
    }
    Node best = x.apply(new ArgMax(Shapes.axis(axis, x.type())));
    return keep ? best : Ops.squeeze(best, axis);
  }

  static List<Node> topk(Node x, int k, int axis) {
    int at = Shapes.axis(axis, x.type());
    Dim left = x.type().dim(at).plus(-k);
    if (k < 0 || left.isKnown() && left.value() < 0) {
      throw Messages.argument(
          "topk needs a count from 0 to the size of the axis, "
              + x.type().dim(at)
              + ", found "
              + k);
    }
    Node best = Ops.slice(Ops.argsort(x, at, true), at, 0, k, 1);
    return List.of(Ops.takeAlong(x, best, at), best);
  }

  static Node oneHot(Node classes, Dim count) {
    if (classes.dtype() != DType.INT) {
      throw Messages.dtype("one_hot", "int classes", classes.type());
    }
    List<Dim> dims = new ArrayList<>(classes.type().dims());
    dims.add(count);
    Node place = Ops.iota(classes.graph(), new Type(DType.INT, List.of(count)), 0, 0, 1);
    Node checked = classes.apply(new Ids(Ids.Kind.CLASS, count));
    Node hit = Conditions.eq(Ops.unsqueeze(checked, -1), place);
    return Numeric.cast(hit, DType.FLOAT32);
  }

  static Node triangle(Node x, long diagonal, boolean lower) {
    if (x.rank() < 2) {
      throw Messages.rank(lower ? "tril" : "triu", "at least two axes", x.type());
    }
    int n = x.rank();
    Type plane = new Type(DType.INT, x.type().dims().subList(n - 2, n));
    Node row = Ops.iota(x.graph(), plane, 0, diagonal, 1);
    Node column = Ops.iota(x.graph(), plane, 1, 0, 1);
    Node inside = lower ? Conditions.ge(row, column) : Conditions.le(row, column);
    return x.dtype() == DType.BOOL ? Conditions.and(x, inside) : Conditions.where(inside, x, 0);
  }
}
