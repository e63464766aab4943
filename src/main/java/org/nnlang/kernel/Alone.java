// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

/**
 * What kernels see that run on the calling thread, with scratch memory of their own: any number of
 * these may be at work at once, beside a {@link Pool}. Large work gets {@link Helpers} where they
 * have nothing else to do. Results have the same bits as on a pool.
 */
public final class Alone implements Run {
  private final Scratch scratch = new Scratch();
  private final Helpers helpers;
  private final Runnable poll;
  private final long seed;
  private long counter;

  /** Whether there is work in it that is worth a help. */
  private boolean large;

  private boolean counted;
  private boolean shared;

  /** One that nobody helps. */
  public Alone(Runnable poll, long seed) {
    this(new Helpers(1, () -> false), poll, seed);
  }

  /**
   * @param poll called between blocks; what it throws ends the work
   * @param seed of random numbers
   */
  public Alone(Helpers helpers, Runnable poll, long seed) {
    this.helpers = helpers;
    this.poll = poll;
    this.seed = seed;
  }

  /**
   * Does {@code work}, whose kernels get this.
   *
   * @param counter what {@link #counter} says meanwhile
   */
  public void run(long counter, Runnable work) {
    this.counter = counter;
    if (!large) {
      work.run();
      return;
    }
    helpers.begin();
    counted = true;
    try {
      work.run();
    } finally {
      counted = false;
      helpers.end();
    }
  }

  @Override
  public void parallel(int blocks, long cost, Task task) {
    if (shared) {
      // a call within a task, by any of the threads
      helpers.pool().parallel(blocks, cost, task);
    } else if (blocks > 1 && cost >= Pool.WORTH_SHARING && isHelped(cost)) {
      shared = true;
      try {
        helpers.pool().parallel(blocks, cost, task);
      } finally {
        shared = false;
        helpers.release();
      }
    } else {
      for (int i = 0; i < blocks; i++) {
        poll.run();
        task.run(i, 0);
      }
    }
  }

  private boolean isHelped(long cost) {
    large |= cost >= Pool.WORTH_WAKING && workers() > 1;
    return counted && helpers.take(this);
  }

  void poll() {
    poll.run();
  }

  @Override
  public void poll(int worker) {
    if (shared) {
      helpers.pool().poll(worker);
    } else {
      poll.run();
    }
  }

  @Override
  public Scratch scratch(int worker) {
    return worker == 0 ? scratch : helpers.pool().scratch(worker);
  }

  @Override
  public int workers() {
    return helpers.pool().workers();
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public long counter() {
    return counter;
  }
}
