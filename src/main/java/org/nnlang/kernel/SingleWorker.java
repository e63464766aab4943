// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

/**
 * What kernels see that run within a task of the pool: one worker, with that one's scratch memory.
 * Where tasks on several workers each run kernels, none may write to the memory of worker 0.
 */
public record SingleWorker(Pool pool, int worker) implements Run {
  @Override
  public void parallel(int blocks, long cost, Task task) {
    for (int i = 0; i < blocks; i++) {
      poll(0);
      task.run(i, 0);
    }
  }

  @Override
  public void poll(int own) {
    pool.poll(worker);
  }

  @Override
  public Scratch scratch(int own) {
    return pool.scratch(worker);
  }

  @Override
  public int workers() {
    return 1;
  }

  @Override
  public long seed() {
    return pool.seed();
  }

  @Override
  public long counter() {
    return pool.counter();
  }

  @Override
  public long ahead(int stream) {
    return pool.ahead(stream);
  }
}
