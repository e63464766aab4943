// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import java.util.List;
import java.util.function.Supplier;
import org.nnlang.source.Diagnostic;
import org.nnlang.syntax.Script;

/** Finds types and shapes that cannot be, in a whole script and before anything of it runs. */
public final class ShapeCheck {
  /** Enough for a large model; at some microseconds each it is not felt. */
  private static final int STEPS = 20_000;

  private ShapeCheck() {}

  /**
   * What is wrong, in the order of the text, ten at most, or, where nothing is, odd; only what
   * fails whenever it is reached, and is reached where all before it succeeds. Where one change of
   * the text mends it, the hint says so.
   *
   * @param preludes makes what the script finds, anew for each time it is looked at
   */
  public static List<Diagnostic> check(Script script, Supplier<Prelude> preludes) {
    return check(script, preludes, Seen.NOBODY);
  }

  /** As {@link #check(Script, Supplier)}, with somebody who is told what is known of values. */
  public static List<Diagnostic> check(Script script, Supplier<Prelude> preludes, Seen seen) {
    List<Diagnostic> found;
    try {
      Prelude prelude = preludes.get();
      found = new AbstractInterpreter(script, prelude, STEPS, seen).look(script);
      if (found.isEmpty()) {
        return prelude.odd();
      }
    } catch (StackOverflowError | OutOfMemoryError e) {
      // it may run all the same, where it keeps less than this does
      return List.of();
    }
    try {
      return Repairs.propose(script, found, preludes, STEPS);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return found;
    }
  }
}
