// SPDX-License-Identifier: Apache-2.0
package org.nnlang.backend;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Type;
import org.nnlang.kernel.Run;

/**
 * A function ready to run, again and again, by one thread at a time. Its {@code toString} is a
 * listing of what it does, for people.
 */
public interface Executable {
  /** The types of the results. */
  List<Type> outputs();

  /** How much memory of the caller it wants to work in; 0 where it has its own. */
  long workspaceBytes();

  /**
   * Computes results from arguments, all row-major arrays of the types that the function was
   * compiled for. An argument is never written to, a result holds anything before.
   *
   * <p>Random numbers are those of {@link org.nnlang.tensor.Philox#uniform} for the run's seed and
   * counter and the op's stream, so all backends draw the same.
   *
   * @param workspace at least {@link #workspaceBytes} of memory that nobody else uses meanwhile
   * @param run threads, scratch memory, the seed and counter of random numbers, and cancellation,
   *     for which {@link Run#poll} is called now and then
   * @param profile takes note of times; may be null
   */
  void run(
      MemorySegment workspace,
      MemorySegment[] arguments,
      MemorySegment[] results,
      Run run,
      @Nullable Profile profile);

  /**
   * Whether a run may be given the memory of an argument as that of a result too, both counted from
   * 0; false where that is not known.
   */
  boolean mayOverwrite(int argument, int result);

  /** Forgets the memory of the last run, so that it can be returned. */
  void release();
}
