// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

/**
 * What kernels see that run on the calling thread alone, with scratch memory of their own: any
 * number of these may be at work at once, beside a {@link Pool}. Results have the same bits as on a
 * pool.
 */
public final class Alone implements Run {
  private final Scratch scratch = new Scratch();
  private final Runnable poll;
  private final long seed;
  private long counter;

  /**
   * @param poll called between blocks; what it throws ends the work
   * @param seed of random numbers
   */
  public Alone(Runnable poll, long seed) {
    this.poll = poll;
    this.seed = seed;
  }

  /** Sets what {@link #counter} says until it is called again. */
  public void counter(long counter) {
    this.counter = counter;
  }

  @Override
  public void parallel(int blocks, long cost, Task task) {
    for (int i = 0; i < blocks; i++) {
      poll.run();
      task.run(i, 0);
    }
  }

  @Override
  public void poll(int worker) {
    poll.run();
  }

  @Override
  public Scratch scratch(int worker) {
    return scratch;
  }

  @Override
  public int workers() {
    return 1;
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
