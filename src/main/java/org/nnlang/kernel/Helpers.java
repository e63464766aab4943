// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that help one {@link Alone} at a time with large work, as long as no other large one runs
 * and nobody else keeps the cores busy. Who asks for help never waits for it: it gets it at once or
 * does the work by itself.
 */
public final class Helpers implements AutoCloseable {
  private final Pool pool;
  private final BooleanSupplier others;
  private final AtomicInteger large = new AtomicInteger();
  private final AtomicReference<@Nullable Alone> helped = new AtomicReference<>();

  /**
   * @param threads with the one that is helped
   * @param others whether somebody else needs the cores now
   */
  public Helpers(int threads, BooleanSupplier others) {
    pool = new Pool(threads, () -> Objects.requireNonNull(helped.get()).poll());
    this.others = others;
  }

  Pool pool() {
    return pool;
  }

  void begin() {
    large.incrementAndGet();
  }

  void end() {
    large.decrementAndGet();
  }

  /** Has the threads help {@code who} until {@link #release}, where none other needs them. */
  boolean take(Alone who) {
    return large.get() == 1 && !others.getAsBoolean() && helped.compareAndSet(null, who);
  }

  void release() {
    helped.set(null);
  }

  @Override
  public void close() {
    pool.close();
  }
}
