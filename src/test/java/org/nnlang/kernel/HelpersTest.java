// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** When large work of one thread is shared with others, and when it is not. */
class HelpersTest {
  private static final long LARGE = 1_000_000;
  private static final int BLOCKS = 8;

  private static Alone alone(Helpers helpers) {
    return new Alone(helpers, () -> {}, 0);
  }

  /** Makes it known that there is large work in it. */
  private static Alone large(Helpers helpers) {
    Alone run = alone(helpers);
    run.run(0, () -> run.parallel(BLOCKS, LARGE, (block, worker) -> {}));
    return run;
  }

  /** Who does the blocks; two threads have to meet in them where {@code met} says so. */
  private static Set<Thread> workers(Alone run, long cost, boolean met) {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    var both = new CountDownLatch(2);
    run.parallel(
        BLOCKS,
        cost,
        (block, worker) -> {
          if (threads.add(Thread.currentThread())) {
            both.countDown();
          }
          assertTrue(!met || meets(both));
        });
    return threads;
  }

  private static boolean meets(CountDownLatch both) {
    try {
      return both.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void largeWorkIsShared() {
    try (var helpers = new Helpers(2, () -> false)) {
      Alone run = large(helpers);
      run.run(1, () -> assertEquals(2, workers(run, LARGE, true).size()));
      run.run(2, () -> assertEquals(2, workers(run, LARGE, true).size()));
    }
  }

  @Test
  void smallWorkIsNot() {
    try (var helpers = new Helpers(2, () -> false)) {
      Alone run = alone(helpers);
      run.run(0, () -> workers(run, 1000, false));
      run.run(1, () -> assertEquals(Set.of(Thread.currentThread()), workers(run, 1000, false)));
    }
  }

  @Test
  void whereTwoAreAtWorkEachDoesItsOwn() {
    try (var helpers = new Helpers(2, () -> false)) {
      Alone one = large(helpers);
      Alone other = large(helpers);
      one.run(
          1,
          () ->
              other.run(
                  1,
                  () -> {
                    assertEquals(Set.of(Thread.currentThread()), workers(one, LARGE, false));
                    assertEquals(Set.of(Thread.currentThread()), workers(other, LARGE, false));
                  }));
      one.run(2, () -> assertEquals(2, workers(one, LARGE, true).size()));
    }
  }

  @Test
  void whoeverElseNeedsTheCoresHasThem() {
    var busy = new AtomicBoolean(true);
    try (var helpers = new Helpers(2, busy::get)) {
      Alone run = large(helpers);
      run.run(1, () -> assertEquals(Set.of(Thread.currentThread()), workers(run, LARGE, false)));
      busy.set(false);
      run.run(2, () -> assertEquals(2, workers(run, LARGE, true).size()));
    }
  }

  @Test
  void workWithinABlockStaysThere() {
    try (var helpers = new Helpers(2, () -> false)) {
      Alone run = large(helpers);
      var both = new CountDownLatch(2);
      run.run(
          1,
          () ->
              run.parallel(
                  2,
                  LARGE,
                  (block, worker) -> {
                    both.countDown();
                    assertTrue(meets(both));
                    Thread outer = Thread.currentThread();
                    Scratch own = run.scratch(worker);
                    run.parallel(
                        4,
                        LARGE,
                        (b, w) -> {
                          assertEquals(worker, w);
                          assertEquals(outer, Thread.currentThread());
                        });
                    assertNotSame(own, run.scratch(1 - worker));
                  }));
    }
  }

  @Test
  void whatFailsOrIsEndedGivesThemBack() {
    var ended = new AtomicBoolean();
    try (var helpers = new Helpers(2, () -> false)) {
      Alone run =
          new Alone(
              helpers,
              () -> {
                if (ended.get()) {
                  throw new IllegalStateException("ended");
                }
              },
              0);
      run.run(0, () -> workers(run, LARGE, false));
      Run.Task failing =
          (block, worker) -> {
            throw new IllegalArgumentException("block " + block);
          };
      Exception e =
          assertThrows(
              IllegalArgumentException.class,
              () -> run.run(1, () -> run.parallel(BLOCKS, LARGE, failing)));
      assertEquals("block 0", e.getMessage());
      Run.Task ending = (block, worker) -> ended.set(true);
      assertThrows(
          IllegalStateException.class, () -> run.run(2, () -> run.parallel(BLOCKS, LARGE, ending)));
      ended.set(false);
      run.run(3, () -> assertEquals(2, workers(run, LARGE, true).size()));
    }
  }
}
