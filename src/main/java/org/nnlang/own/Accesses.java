// SPDX-License-Identifier: Apache-2.0
package org.nnlang.own;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Type;
import org.nnlang.kernel.TileProgram.Access;
import org.nnlang.kernel.TileProgram.Access.Modular;
import org.nnlang.kernel.TileProgram.Access.Strided;

/** How one row-major index space reads another, in the simplest form that says the same. */
final class Accesses {
  private Accesses() {}

  /** Element i reads element i of {@code size}. */
  static Access identity(long size) {
    return new Modular(1, size);
  }

  /**
   * How a value of type {@code from} is read at each element of {@code to}, to which it broadcasts.
   */
  static Access broadcast(Type from, Type to) {
    long[] small = from.shape();
    long[] large = to.shape();
    long[] strides = new long[large.length];
    long stride = 1;
    for (int i = small.length - 1; i >= 0; i--) {
      int at = large.length - small.length + i;
      strides[at] = small[i] == 1 ? 0 : stride;
      stride *= small[i];
    }
    return of(0, large, strides);
  }

  /** The form of a strided view with these extents. */
  static Access of(long offset, long[] extents, long[] strides) {
    List<Long> e = new ArrayList<>();
    List<Long> s = new ArrayList<>();
    for (int i = 0; i < extents.length; i++) {
      if (extents[i] == 1) {
        continue;
      }
      int last = e.size() - 1;
      if (last >= 0 && s.get(last) == strides[i] * extents[i]) {
        e.set(last, e.get(last) * extents[i]);
        s.set(last, strides[i]);
      } else {
        e.add(extents[i]);
        s.add(strides[i]);
      }
    }
    Access simple = offset == 0 ? modular(e, s) : null;
    return simple != null ? simple : new Strided(offset, e, s);
  }

  /** The view as {@code (i / group) % period}, or null where it is none. */
  private static @Nullable Modular modular(List<Long> extents, List<Long> strides) {
    long group = 1;
    int end = extents.size();
    if (end > 0 && strides.get(end - 1) == 0) {
      group = extents.get(--end);
    }
    if (end == 0) {
      return new Modular(1, 1);
    }
    if (strides.get(end - 1) != 1) {
      return null;
    }
    long period = extents.get(--end);
    if (end > 0 && strides.get(--end) != 0) {
      return null;
    }
    return end == 0 ? new Modular(group, period) : null;
  }

  /**
   * First {@code outer} (an index of the consumer to one of a view of {@code size} elements), then
   * {@code inner} (that to one of the view's source); null where that has no simple form.
   */
  static @Nullable Access compose(Access outer, Access inner, long size) {
    if (outer.equals(identity(size))) {
      return inner;
    }
    if (inner.equals(identity(size))) {
      return outer;
    }
    // a modular view repeats a whole number of times, so the inner remainder alone decides
    if (outer instanceof Modular o && inner instanceof Modular n) {
      return new Modular(o.group() * n.group(), n.period());
    }
    return null;
  }
}
