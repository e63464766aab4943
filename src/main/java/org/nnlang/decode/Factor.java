// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;

/** A part of an axis: its size is the product of all its parts, the first of which varies least. */
sealed interface Factor {
  /** The same at all batches and lengths. */
  record Const(long size) implements Factor {}

  /** The rows of the batch, none of which knows another. */
  record Batch() implements Factor {}

  /**
   * Places in time, as many as there are tokens and {@code rest} more.
   *
   * <p>Element i is known as soon as token {@code i + ahead} is; what is behind the first {@code
   * tokens - ahead} elements changes when tokens are added. Elements that are known before the
   * first token have a negative {@code i + ahead}.
   *
   * @param blame what made elements at the end change; null for nothing
   */
  record Time(long rest, long ahead, @Nullable Node blame) implements Factor {
    /** How many elements at the end change when tokens are added. */
    long tail() {
      return rest + ahead;
    }

    /** Element 0 at place 0 where nothing is known yet, and no element that changes. */
    static Time of(long rest) {
      return new Time(rest, -rest, null);
    }

    /** The same with elements that are known later; never so early that they would not be there. */
    Time known(long later, @Nullable Node by) {
      return new Time(rest, Math.max(later, -rest), by);
    }
  }
}
