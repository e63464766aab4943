// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Origin;
import org.nnlang.graph.Type;

/** What shape rules have in common: axes, broadcasting, strides. */
final class Shapes {
  private Shapes() {}

  /** An axis counted from the front; negative ones count from the end. */
  static int axis(int axis, Type type) {
    int rank = type.rank();
    if (axis < -rank || axis >= rank) {
      throw Messages.axis(axis, type);
    }
    return axis < 0 ? axis + rank : axis;
  }

  /** Where a new axis goes: one more place than there are axes. */
  static int newAxis(int axis, Type type) {
    int places = type.rank() + 1;
    if (axis < -places || axis >= places) {
      throw Messages.axis(axis, type);
    }
    return axis < 0 ? axis + places : axis;
  }

  /** Axes in rising order; null means all. */
  static List<Integer> axes(@Nullable List<Integer> axes, Type type) {
    List<Integer> out = new ArrayList<>();
    if (axes == null) {
      for (int i = 0; i < type.rank(); i++) {
        out.add(i);
      }
      return out;
    }
    for (int a : axes) {
      out.add(axis(a, type));
    }
    if (new HashSet<>(out).size() != out.size()) {
      throw Messages.axisTwice(axes);
    }
    Collections.sort(out);
    return out;
  }

  /** Letters of {@link Origin#note} for axes that are equal except one. */
  static String except(int axis, int rank) {
    StringBuilder s = new StringBuilder("..._");
    for (int i = axis + 1; i < rank; i++) {
      s.append((char) ('a' + i));
    }
    return s.toString();
  }

  /** The shape of element by element work on the two. */
  static List<Dim> broadcast(Type a, Type b) {
    List<Dim> both = common(a, b);
    if (both == null) {
      throw Messages.broadcast(a, b);
    }
    return both;
  }

  /** The same, or null where there is none. */
  static @Nullable List<Dim> common(Type a, Type b) {
    int rank = Math.max(a.rank(), b.rank());
    Dim[] out = new Dim[rank];
    for (int i = 1; i <= rank; i++) {
      Dim x = i <= a.rank() ? a.dim(a.rank() - i) : Dim.of(1);
      Dim y = i <= b.rank() ? b.dim(b.rank() - i) : Dim.of(1);
      Dim both = either(x, y);
      if (both == null) {
        return null;
      }
      out[rank - i] = both;
    }
    return List.of(out);
  }

  /** The common size of two axes one of which may be 1, or null where there is none. */
  private static @Nullable Dim either(Dim x, Dim y) {
    if (x.is(1)) {
      return y;
    }
    if (y.is(1)) {
      return x;
    }
    return same(x, y);
  }

  /**
   * The size of two axes that must be equal, or null where they cannot be. Of sizes that are not
   * known to be equal the known one is taken.
   */
  static @Nullable Dim same(Dim x, Dim y) {
    if (x.equals(y)) {
      return x;
    }
    if (x.cannotEqual(y)) {
      return null;
    }
    return y.isKnown() ? y : x;
  }

  /** Whether two shapes may be equal; sizes that are not known yet are taken to be. */
  static boolean mayEqual(List<Dim> a, List<Dim> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i).cannotEqual(b.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The gradient of a tensor of type {@code to} that was broadcast to the shape of {@code g}. The
   * last axes are summed first: what is next to each other is one row, and little is left.
   */
  static Node unbroadcast(Node g, Type to) {
    int extra = g.rank() - to.rank();
    Node out = g;
    for (int end = to.rank(); end > 0; end--) {
      int from = end;
      while (from > 0 && shrinks(out.type().dim(extra + from - 1), to.dim(from - 1))) {
        from--;
      }
      if (from < end) {
        out = out.apply(new Sum(extra + from, extra + end, true));
        end = from;
      }
    }
    return extra > 0 ? out.apply(new Sum(0, extra, false)) : out;
  }

  private static boolean shrinks(Dim from, Dim to) {
    return to.is(1) && !from.is(1);
  }

  /** The dims with those at {@code from} to {@code to} made 1, or left out. */
  static List<Dim> reduced(List<Dim> dims, int from, int to, boolean keep) {
    List<Dim> out = new ArrayList<>(dims.subList(0, from));
    for (int i = from; keep && i < to; i++) {
      out.add(Dim.of(1));
    }
    out.addAll(dims.subList(to, dims.size()));
    return out;
  }

  static List<Dim> replaced(List<Dim> dims, int axis, Dim size) {
    List<Dim> out = new ArrayList<>(dims);
    out.set(axis, size);
    return out;
  }
}
