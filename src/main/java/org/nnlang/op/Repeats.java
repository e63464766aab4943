// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;

/** Elements at other places: repeated, moved round, or continued beyond the ends of an axis. */
public final class Repeats {
  private Repeats() {}

  /** How an axis goes on beyond its ends. */
  public enum Continuation {
    /** With the last element there is. */
    EDGE,
    /** Back again, the last element not twice. */
    REFLECT,
    /** From the other end. */
    WRAP
  }

  /** The tensor so many times along each axis, counted from the last; new axes come in front. */
  public static Node tile(Node x, List<Dim> counts) {
    int rank = Math.max(x.rank(), counts.size());
    List<Dim> sizes = new ArrayList<>(Collections.nCopies(rank - x.rank(), Dim.of(1)));
    sizes.addAll(x.type().dims());
    List<Dim> times = new ArrayList<>(Collections.nCopies(rank - counts.size(), Dim.of(1)));
    times.addAll(counts);
    Sizes.check(times);
    List<Dim> split = new ArrayList<>();
    List<Dim> repeated = new ArrayList<>();
    List<Dim> joined = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      split.addAll(List.of(Dim.of(1), sizes.get(i)));
      repeated.addAll(List.of(times.get(i), sizes.get(i)));
      joined.add(times.get(i).times(sizes.get(i)));
    }
    return Ops.reshape(Ops.expand(Ops.reshape(x, split), repeated), joined);
  }

  /**
   * Elements moved round along axes, each by so many places.
   *
   * @param axes null for the tensor laid out flat
   */
  public static Node roll(Node x, List<Integer> shifts, @Nullable List<Integer> axes) {
    if (axes == null) {
      Node flat = roll(Ops.flatten(x, 0), shifts, List.of(0));
      return Ops.reshape(flat, x.type().dims());
    }
    if (shifts.size() != axes.size()) {
      throw Messages.argument(
          "roll needs a shift for each axis, found " + shifts.size() + " for " + axes.size());
    }
    Node out = x;
    for (int i = 0; i < axes.size(); i++) {
      out = roll(out, shifts.get(i), Shapes.axis(axes.get(i), x.type()));
    }
    return out;
  }

  private static Node roll(Node x, int shift, int axis) {
    Dim size = x.type().dim(axis);
    if (size.is(0)) {
      return x;
    }
    Dim by = Dim.of(shift);
    Dim right = by.minus(size.times(by.floorDiv(size)));
    if (right.is(0)) {
      return x;
    }
    Dim cut = size.minus(right);
    List<Node> parts =
        List.of(Ops.slice(x, axis, cut, size, 1), Ops.slice(x, axis, Dim.of(0), cut, 1));
    return Ops.concat(parts, axis);
  }

  /** An axis with so many more elements before and after it. */
  public static Node extend(Node x, int axis, long before, long after, Continuation by) {
    int at = Shapes.axis(axis, x.type());
    Sizes.check(Sizes.of(before, after));
    Dim size = x.type().dim(at);
    long most = by == Continuation.REFLECT ? 1 : 0;
    Dim left = size.plus(-most - Math.max(before, after));
    boolean far = by != Continuation.EDGE && left.isKnown() && left.value() < 0;
    if (far || size.is(0) && before + after > 0) {
      throw Messages.argument(
          "an axis of size "
              + size
              + " cannot be padded with "
              + Math.max(before, after)
              + " elements of its own");
    }
    List<Node> parts = new ArrayList<>();
    if (before > 0) {
      parts.add(
          switch (by) {
            case EDGE -> repeated(Ops.slice(x, at, 0, 1, 1), at, before);
            case REFLECT -> Ops.flip(Ops.slice(x, at, 1, before + 1, 1), List.of(at));
            case WRAP -> Ops.slice(x, at, size.plus(-before), size, 1);
          });
    }
    parts.add(x);
    if (after > 0) {
      parts.add(
          switch (by) {
            case EDGE -> repeated(Ops.slice(x, at, size.plus(-1), size, 1), at, after);
            case REFLECT ->
                Ops.flip(Ops.slice(x, at, size.plus(-1 - after), size.plus(-1), 1), List.of(at));
            case WRAP -> Ops.slice(x, at, 0, after, 1);
          });
    }
    return Ops.concat(parts, at);
  }

  private static Node repeated(Node x, int axis, long times) {
    return Ops.expand(x, Shapes.replaced(x.type().dims(), axis, Dim.of(times)));
  }

  /** So many parts of an axis as equal as can be, the last of them what is left; perhaps fewer. */
  public static List<Node> chunk(Node x, int axis, int parts) {
    int at = Shapes.axis(axis, x.type());
    Dim size = x.type().dim(at);
    if (parts < 1) {
      throw Messages.parts(size, parts);
    }
    if (!size.isKnown()) {
      return Ops.split(x, at, parts);
    }
    long each = Math.max(1, Math.ceilDiv(size.value(), parts));
    List<Dim> sizes = new ArrayList<>();
    for (long left = size.value(); left > 0 || sizes.isEmpty(); left -= each) {
      sizes.add(Dim.of(Math.min(each, Math.max(left, 0))));
    }
    return Ops.split(x, at, sizes);
  }
}
