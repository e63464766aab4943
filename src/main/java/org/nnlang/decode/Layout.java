// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;

/**
 * What the axes of a value are made of.
 *
 * @param axes the parts of each; at most one of an axis is time
 * @param tokens whether it depends on tokens
 */
record Layout(List<List<Factor>> axes, boolean tokens) {
  Layout {
    axes = axes.stream().map(List::copyOf).toList();
  }

  int rank() {
    return axes.size();
  }

  List<Factor> axis(int i) {
    return axes.get(i);
  }

  /** The time in an axis, or null. */
  Factor.@Nullable Time time(int axis) {
    return timeOf(axes.get(axis));
  }

  static Factor.@Nullable Time timeOf(List<Factor> axis) {
    for (Factor f : axis) {
      if (f instanceof Factor.Time t) {
        return t;
      }
    }
    return null;
  }

  /** The axes that have time in them, in their order. */
  List<Integer> times() {
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      if (time(i) != null) {
        out.add(i);
      }
    }
    return out;
  }

  boolean hasBatch(int axis) {
    return axes.get(axis).stream().anyMatch(Factor.Batch.class::isInstance);
  }

  /** Whether it is the same at all batches and lengths. */
  boolean isConstant() {
    return !tokens && times().isEmpty() && axes.stream().allMatch(Layout::isConstant);
  }

  static boolean isConstant(List<Factor> axis) {
    return axis.stream().allMatch(Factor.Const.class::isInstance);
  }

  /** Whether the axis is time and nothing else. */
  boolean isPureTime(int axis) {
    return axes.get(axis).size() == 1 && time(axis) != null;
  }

  /** The size of an axis. */
  static long size(List<Factor> axis, long batch, long time) {
    return size(axis, Dim.of(batch), Dim.of(time)).value();
  }

  /** The size of an axis for sizes that need not be known. */
  static Dim size(List<Factor> axis, Dim batch, Dim time) {
    Dim size = Dim.of(1);
    for (Factor f : axis) {
      size =
          size.times(
              switch (f) {
                case Factor.Const c -> Dim.of(c.size());
                case Factor.Batch b -> batch;
                case Factor.Time t -> time.plus(t.rest());
              });
    }
    return size;
  }

  /** Parts next to each other that are the same everywhere as one, and none of size 1. */
  static List<Factor> normal(List<Factor> parts) {
    List<Factor> out = new ArrayList<>();
    for (Factor f : parts) {
      if (f instanceof Factor.Const c && c.size() == 1) {
        continue;
      }
      if (f instanceof Factor.Const c
          && !out.isEmpty()
          && out.getLast() instanceof Factor.Const before) {
        out.set(out.size() - 1, new Factor.Const(before.size() * c.size()));
      } else {
        out.add(f);
      }
    }
    return out;
  }
}
