// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, between whoever hears it and a training: the first one ends the training after the step
 * in hand, and the script goes on with what was learned. Safe to use from two threads.
 */
public final class Interruption {
  private @Nullable Training innermost;
  private volatile @Nullable Thread stopped;

  /** Has a thread stop what it runs of a script, and no other one; null has none. */
  public void stop(@Nullable Thread thread) {
    stopped = thread;
  }

  /** Whether the calling thread is to stop. */
  public boolean isStopped() {
    @Nullable Thread thread = stopped;
    return thread != null && thread == Thread.currentThread();
  }

  /** A training begins; it ends when the result is closed. */
  public synchronized Training training() {
    innermost = new Training(innermost);
    return innermost;
  }

  /**
   * Asks the training in hand to end.
   *
   * @return false where there is none, or where it was asked before and still goes on: then
   *     something stronger is needed
   */
  public synchronized boolean request() {
    if (innermost == null || innermost.requested) {
      return false;
    }
    innermost.requested = true;
    return true;
  }

  /** A training that can be asked to end. */
  public final class Training implements AutoCloseable {
    private final @Nullable Training outer;
    private volatile boolean requested;

    private Training(@Nullable Training outer) {
      this.outer = outer;
    }

    /** Whether it is to end after the step in hand. */
    public boolean requested() {
      return requested;
    }

    @Override
    public void close() {
      synchronized (Interruption.this) {
        if (innermost == this) {
          innermost = outer;
        }
      }
    }
  }
}
