// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one context. The calling thread is worker 0 and takes part; the others are daemon
 * threads, started by the first work that is worth sharing. They look for new work for some 200
 * microseconds after the last, then sleep: between two tokens of eight texts 100 go by, and to be
 * woken takes 50.
 *
 * <p>One thread at a time may call {@link #parallel}. A call from within a task does its blocks one
 * after the other on the worker of that task.
 */
public final class Pool implements Run, AutoCloseable {
  /** Less work than this, in nanoseconds, is not worth waking a thread that sleeps. */
  static final long WORTH_WAKING = 30_000;

  /** Less than this is not worth a hand-over to one that is awake. */
  static final long WORTH_SHARING = 8_000;

  private static final long SPIN_NANOS = 200_000;
  private static final long[] NOWHERE = {};
  private static final int GENERATION_SHIFT = 32;
  private static final long OPEN = 1L << 31;

  private final Runnable poll;
  private final Scratch[] scratch;
  private final Worker[] workers;

  /**
   * Generation, whether work may be joined, and how many workers are in it. A worker joins by
   * adding one to what it has seen, which fails once the caller has closed the work; so the fields
   * below are never written while a worker reads them.
   */
  private final AtomicLong gate = new AtomicLong();

  private final AtomicInteger next = new AtomicInteger();
  private @Nullable Task task;
  private int blocks;

  private volatile boolean stop;
  private volatile boolean cancelled;
  private volatile boolean closed;
  private @Nullable Throwable failure;
  private int failedBlock;
  private volatile boolean started;
  private boolean busy;
  private boolean whole;
  private long seed;
  private long counter;
  private long[] ahead = NOWHERE;

  /**
   * A pool of {@code threads} workers, the caller included.
   *
   * @param poll called by the calling thread between blocks; what it throws ends the work
   */
  public Pool(int threads, Runnable poll) {
    this.poll = poll;
    scratch = new Scratch[threads];
    workers = new Worker[threads];
    for (int i = 0; i < threads; i++) {
      scratch[i] = new Scratch();
      if (i > 0) {
        workers[i] = new Worker(i);
      }
    }
  }

  /** Whether its threads were at work a moment ago. */
  public boolean isAwake() {
    return started && workers.length > 1 && !workers[1].asleep;
  }

  /** Sets what {@link #seed} and {@link #counter} say until it is called again. */
  public void random(long seed, long counter) {
    random(seed, counter, NOWHERE);
  }

  /**
   * The same, with what {@link #ahead} says.
   *
   * @param ahead by stream; 0 for those beyond its end
   */
  public void random(long seed, long counter, long[] ahead) {
    this.seed = seed;
    this.counter = counter;
    this.ahead = ahead;
  }

  @Override
  public long ahead(int stream) {
    return stream >= 0 && stream < ahead.length ? ahead[stream] : 0;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public long counter() {
    return counter;
  }

  @Override
  public int workers() {
    return scratch.length;
  }

  @Override
  public Scratch scratch(int worker) {
    return scratch[worker];
  }

  @Override
  public void parallel(int count, long cost, Task work) {
    if (Thread.currentThread() instanceof Worker worker && worker.pool() == this) {
      for (int i = 0; i < count && !stop; i++) {
        work.run(i, worker.index);
      }
    } else if (count < 2 || scratch.length < 2 || cost < worth() || busy || closed) {
      for (int i = 0; i < count; i++) {
        poll();
        work.run(i, 0);
      }
    } else {
      busy = true;
      try {
        share(count, work);
      } finally {
        busy = false;
      }
    }
  }

  private long worth() {
    return isAwake() ? WORTH_SHARING : WORTH_WAKING;
  }

  /** Ends a block of a worker other than the caller, which throws what the reason is. */
  private static final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1;

    Cancelled() {
      super(null, null, false, false);
    }
  }

  @Override
  public void poll(int worker) {
    if (worker > 0) {
      if (cancelled) {
        throw new Cancelled();
      }
      return;
    }
    try {
      poll();
    } catch (Throwable t) {
      cancelled = true;
      throw t;
    }
  }

  /** Ends the running work, by an exception, where it is to end. For the calling thread. */
  public void poll() {
    if (!whole) {
      poll.run();
    }
  }

  /**
   * Does work that is done whole or not at all: nothing ends it between its blocks. So it has to be
   * short, and all that may fail comes before it.
   */
  public void whole(Runnable work) {
    whole = true;
    try {
      work.run();
    } finally {
      whole = false;
    }
  }

  private void share(int count, Task work) {
    if (!started) {
      started = true;
      for (int i = 1; i < workers.length; i++) {
        workers[i].start();
      }
    }
    task = work;
    blocks = count;
    failure = null;
    stop = false;
    cancelled = false;
    next.set(0);
    gate.set(((gate.get() >>> GENERATION_SHIFT) + 1 << GENERATION_SHIFT) | OPEN);
    for (int i = Math.min(workers.length, count) - 1; i > 0; i--) {
      workers[i].wake();
    }
    Throwable thrown = null;
    try {
      while (true) {
        poll(0);
        if (!step(0)) {
          break;
        }
      }
    } catch (Throwable t) {
      thrown = t;
      stop = true;
    }
    await();
    task = null;
    if (thrown != null) {
      throw Pool.<RuntimeException>unchecked(thrown);
    }
    if (failure != null) {
      throw Pool.<RuntimeException>unchecked(failure);
    }
  }

  /** Does the next block; false where none is left. */
  private boolean step(int worker) {
    int block = stop ? blocks : next.getAndIncrement();
    if (block >= blocks) {
      return false;
    }
    try {
      Objects.requireNonNull(task).run(block, worker);
    } catch (Cancelled e) {
      // what cancelled the work is what the caller throws
      stop = true;
    } catch (Throwable t) {
      failed(block, t);
    }
    return true;
  }

  /**
   * Remembers the failure of the first block. Blocks are handed out in order and finish once begun,
   * so that is the same one for any number of threads.
   */
  private synchronized void failed(int block, Throwable t) {
    if (failure == null || block < failedBlock) {
      failure = t;
      failedBlock = block;
    }
    stop = true;
  }

  /** Lets nobody join any more and waits for those who have. */
  private void await() {
    long g;
    do {
      g = gate.get();
    } while (!gate.compareAndSet(g, g & ~OPEN));
    long begin = System.nanoTime();
    while ((gate.get() & OPEN - 1) != 0) {
      if (System.nanoTime() - begin < SPIN_NANOS / 2) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  /** Ends the threads. Work given afterwards is done by the caller alone. */
  @Override
  public void close() {
    closed = true;
    for (int i = 1; i < workers.length; i++) {
      LockSupport.unpark(workers[i]);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException unchecked(Throwable t) throws T {
    throw (T) t;
  }

  private final class Worker extends Thread {
    private final int index;
    private volatile boolean asleep;

    Worker(int index) {
      super("nn-worker-" + index);
      setDaemon(true);
      this.index = index;
    }

    Pool pool() {
      return Pool.this;
    }

    void wake() {
      if (asleep) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      long seen = 0;
      while (!closed) {
        long g = awaitOpen(seen);
        if (g >>> GENERATION_SHIFT != seen && gate.compareAndSet(g, g + 1)) {
          seen = g >>> GENERATION_SHIFT;
          while (step(index)) {
            // the next block
          }
          gate.decrementAndGet();
        }
      }
    }

    private long awaitOpen(long seen) {
      long begin = System.nanoTime();
      while (!closed) {
        long g = gate.get();
        if ((g & OPEN) != 0 && g >>> GENERATION_SHIFT != seen) {
          return g;
        }
        if (System.nanoTime() - begin < SPIN_NANOS) {
          Thread.onSpinWait();
          continue;
        }
        asleep = true;
        g = gate.get();
        if ((g & OPEN) == 0 || g >>> GENERATION_SHIFT == seen) {
          LockSupport.park(this);
          // an interrupt meant for nobody would keep it from sleeping
          interrupted();
        }
        asleep = false;
        begin = System.nanoTime();
      }
      return seen << GENERATION_SHIFT;
    }
  }
}
