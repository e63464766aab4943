// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Problem;
import org.nnlang.source.Span;

/**
 * Work beside the script, on threads of its own: it and the script have turns, one after the other,
 * in which they alone use the engine and call functions of the script.
 */
public interface Background {
  /**
   * Starts a thread, which has to ask for its turns.
   *
   * @throws Problem where the program that runs the script allows no threads
   */
  void start(String name, Runnable work);

  /** Does {@code body} in a turn, as if the call at {@code place} did it; gives what it gives. */
  boolean inTurn(Span place, BooleanSupplier body);

  /** Lets those have a turn who wait for one. Nothing may be under way that they must not see. */
  void giveWay();

  /**
   * Leaves the turns to others until something is so.
   *
   * @param so asked every few milliseconds, in no turn
   */
  void await(BooleanSupplier so);

  /** What a script sees of {@code failure}, which happened at a place; null where it was ended. */
  @Nullable RuntimeException error(Throwable failure, Span place);
}
