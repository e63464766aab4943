// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.nnlang.source.Polls;

/**
 * Who runs script code and uses the engine: one thread at a time. Threads of the host come one
 * after the other, each until it is done; threads in the background come between, where the one
 * whose turn it is gives way.
 */
final class Turns {
  /** How often a thread that waits for its turn looks whether it is to be stopped. */
  private static final long WAIT_MILLIS = 20;

  /** How often a thread looks whether what it waits for is so. */
  private static final long LOOK_MILLIS = 5;

  /** What a script has at a time where others wait. */
  private static final long SLICE_NANOS = 10_000_000;

  private final Runnable poll;
  private final ReentrantLock hosts = new ReentrantLock();
  private final ReentrantLock turn = new ReentrantLock(true);
  private final AtomicInteger waiting = new AtomicInteger();
  private long since;
  private long began;
  private boolean between;

  /**
   * @param poll called by a thread that waits; what it throws ends the wait
   */
  Turns(Runnable poll) {
    this.poll = poll;
  }

  /** Waits for a turn; may be called in one, and then gives another. {@link #end} has to follow. */
  void begin() {
    if (!turn.isHeldByCurrentThread()) {
      acquire(hosts);
      try {
        acquire(turn);
      } catch (Throwable t) {
        hosts.unlock();
        throw t;
      }
      began = System.nanoTime();
      Polls.begin(poll);
      took(false);
    } else {
      turn.lock();
    }
  }

  void end() {
    turn.unlock();
    if (!turn.isHeldByCurrentThread()) {
      Polls.end();
      if (hosts.isHeldByCurrentThread()) {
        hosts.unlock();
      }
    }
  }

  /** As {@link #begin}, for a thread in the background. {@link #end} has to follow. */
  void beginBetween() {
    waiting.incrementAndGet();
    try {
      acquire(turn);
      Polls.begin(poll);
      took(true);
    } finally {
      waiting.decrementAndGet();
    }
  }

  /**
   * Whether a thread of the host has had the turn for a while, and somebody in the background
   * waits. What is in the background does a step in a turn, with the functions that are called
   * there.
   */
  boolean isAskedFor() {
    return waiting.get() > 0 && !between && System.nanoTime() - since > SLICE_NANOS;
  }

  /** Whether the turn that this thread of the host has is longer, with what ran between. */
  boolean isLongerThan(long nanos) {
    return hosts.isHeldByCurrentThread() && System.nanoTime() - began > nanos;
  }

  /** Lets those have a turn who wait for one. */
  void giveWay() {
    if (turn.hasQueuedThreads()) {
      boolean now = between;
      regain(leave(), now);
    }
  }

  /** Leaves the turns to others until something is so. */
  void await(BooleanSupplier so) {
    boolean now = between;
    int held = leave();
    try {
      while (!so.getAsBoolean()) {
        poll.run();
        sleep();
      }
    } finally {
      regain(held, now);
    }
  }

  private int leave() {
    int held = turn.getHoldCount();
    for (int i = 0; i < held; i++) {
      turn.unlock();
    }
    return held;
  }

  /** Nothing may end this: whoever left the turn goes on as if it still had it. */
  private void regain(int held, boolean inBackground) {
    for (int i = 0; i < held; i++) {
      turn.lock();
    }
    took(inBackground);
  }

  private void took(boolean inBackground) {
    since = System.nanoTime();
    between = inBackground;
  }

  private void acquire(ReentrantLock lock) {
    try {
      while (!lock.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        poll.run();
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private void sleep() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** The context may be closing, which its own exception says. */
  private RuntimeException interrupted() {
    Thread.currentThread().interrupt();
    poll.run();
    return new ThreadInterrupted();
  }
}
