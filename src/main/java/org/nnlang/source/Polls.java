// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import org.jspecify.annotations.Nullable;

/**
 * Where loops that were handed nothing to ask, as that over the items of two lists which are
 * compared, ask whether they are to end. Whoever runs a script on a thread says by {@link #begin}
 * what is asked there; on a thread of nobody nothing ends anything.
 */
public final class Polls {
  /** Small pieces of work between two questions. */
  private static final int OFTEN = 0x3ff;

  private static final ThreadLocal<@Nullable Polls> CURRENT = new ThreadLocal<>();

  private final Runnable question;
  private final @Nullable Polls outer;
  private int count;

  private Polls(Runnable question, @Nullable Polls outer) {
    this.question = question;
    this.outer = outer;
  }

  /**
   * Has {@link #now} and {@link #sometimes} ask on this thread, until {@link #end}.
   *
   * @param question throws what ends the work
   */
  public static void begin(Runnable question) {
    CURRENT.set(new Polls(question, CURRENT.get()));
  }

  /** Has whoever was asked before {@link #begin} be asked again. */
  public static void end() {
    Polls current = CURRENT.get();
    if (current == null || current.outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(current.outer);
    }
  }

  /** Asks; for pieces of work that take some milliseconds. */
  public static void now() {
    Polls current = CURRENT.get();
    if (current != null) {
      current.question.run();
    }
  }

  /** Asks now and then; for pieces of work that take next to nothing. */
  public static void sometimes() {
    Polls current = CURRENT.get();
    if (current != null && (++current.count & OFTEN) == 0) {
      current.question.run();
    }
  }
}
