// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nnlang.value.Record;

/**
 * Who looks on.
 *
 * @param onStep sees a record after each step; false from it ends training; may be null
 * @param curve whether the losses are to be drawn
 */
public record Watching(@Nullable Predicate<Record> onStep, boolean curve) {
  public static final Watching NONE = new Watching(null, false);

  public static Watching by(Predicate<Record> onStep) {
    return new Watching(onStep, false);
  }
}
