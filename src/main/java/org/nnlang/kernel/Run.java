// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;

/** What a kernel may use while it runs. Belongs to one context. */
public interface Run {
  /**
   * Calls {@code task} for every block of 0 to {@code blocks}, some of them at the same time where
   * {@code cost} (about the number of nanoseconds all of it takes on one thread) is worth a
   * hand-over. What a block writes must not depend on which thread runs it or when, so results have
   * the same bits for any number of threads. Polls for cancellation between blocks.
   */
  void parallel(int blocks, long cost, Task task);

  /**
   * To be called now and then by a block that takes long: ends it, by what it throws, where the
   * whole work has been cancelled.
   *
   * @param worker which of the pool's workers runs the block
   */
  void poll(int worker);

  /** What this worker keeps from call to call. */
  Scratch scratch(int worker);

  /** Memory of at least that many bytes for this worker; holds anything. */
  default MemorySegment scratch(int worker, long bytes) {
    return scratch(worker).bytes(bytes);
  }

  /** How many workers there are: the most blocks that run at the same time. */
  int workers();

  /** The seed of this run's random numbers. */
  long seed();

  /** The counter of this run's random numbers; another at every step of training. */
  long counter();

  /**
   * By how many numbers a place is ahead in its sequence of random numbers: its element 0 is that
   * of a larger tensor, of which it has a part.
   *
   * @param stream which place
   */
  default long ahead(int stream) {
    return 0;
  }

  /** Work of one block. */
  @FunctionalInterface
  interface Task {
    /**
     * Does block {@code block}.
     *
     * @param worker which of the pool's workers runs it, from 0: for scratch memory
     */
    void run(int block, int worker);
  }
}
