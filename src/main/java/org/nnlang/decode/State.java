// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/**
 * What a step hands on to the next.
 *
 * @param kind how
 * @param of the value of the net that it is of
 * @param axes what its axes are made of; where it has time, that is as many places as it keeps
 * @param first for {@link Kind#TAIL} the element of {@code of} that is its first before place 0,
 *     which may be negative: there is none then, and it is 0
 */
record State(Kind kind, Node of, List<List<Factor>> axes, long first) {
  /** The ways of handing on. */
  enum Kind {
    /** All places so far, written in place; those to come hold zeros. */
    HISTORY,
    /** The last places. */
    TAIL,
    /** The sum of all places so far. */
    SUM,
    /** What a recurrence hands from step to step. */
    CARRIED
  }

  DType dtype() {
    return of.dtype();
  }

  /** Its shape for so many rows and, where it is a history, so many places. */
  long[] shape(long batch, long room) {
    return axes.stream().mapToLong(a -> Layout.size(a, batch, room)).toArray();
  }

  /** Its type where these sizes need not be known. */
  Type type(Dim batch, Dim room) {
    return new Type(dtype(), axes.stream().map(a -> Layout.size(a, batch, room)).toList());
  }

  /** The numbers before, of, and after one part of its axes in memory. */
  record Split(long outer, long size, long inner) {}

  /** How the rows of the batch lie in memory. */
  Split rows(long batch, long room) {
    return split(batch, room, Factor.Batch.class);
  }

  /** How places lie in memory. */
  Split places(long batch, long room) {
    return split(batch, room, Factor.Time.class);
  }

  private Split split(long batch, long room, Class<? extends Factor> part) {
    long outer = 1;
    long size = 1;
    long inner = 1;
    boolean found = false;
    for (List<Factor> axis : axes) {
      for (Factor f : axis) {
        long each = Layout.size(List.of(f), batch, room);
        if (part.isInstance(f)) {
          size = each;
          found = true;
        } else if (found) {
          inner *= each;
        } else {
          outer *= each;
        }
      }
    }
    return new Split(outer, size, inner);
  }
}
