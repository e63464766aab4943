// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

@Timeout(60)
class PoolTest {
  private static final long MUCH = 1_000_000;

  @Test
  void everyBlockRunsOnce() {
    for (int threads = 1; threads <= 4; threads++) {
      try (Pool pool = new Pool(threads, () -> {})) {
        for (int round = 0; round < 2000; round++) {
          int blocks = round % 37;
          AtomicIntegerArray seen = new AtomicIntegerArray(blocks);
          pool.parallel(blocks, MUCH, (block, worker) -> seen.incrementAndGet(block));
          for (int i = 0; i < blocks; i++) {
            assertEquals(1, seen.get(i));
          }
        }
      }
    }
  }

  @Test
  void aWorkerDoesOneBlockAtATime() {
    try (Pool pool = new Pool(3, () -> {})) {
      AtomicIntegerArray busy = new AtomicIntegerArray(pool.workers());
      for (int round = 0; round < 200; round++) {
        pool.parallel(
            50,
            MUCH,
            (block, worker) -> {
              assertEquals(1, busy.incrementAndGet(worker));
              Thread.onSpinWait();
              busy.decrementAndGet(worker);
            });
      }
    }
  }

  @Test
  void sleepersWake() throws InterruptedException {
    try (Pool pool = new Pool(2, () -> {})) {
      for (int round = 0; round < 20; round++) {
        // the first block waits for the second: two threads must be there
        AtomicInteger there = new AtomicInteger();
        pool.parallel(
            2,
            MUCH,
            (block, worker) -> {
              there.incrementAndGet();
              while (there.get() < 2) {
                Thread.onSpinWait();
              }
            });
        Thread.sleep(2);
      }
    }
  }

  @Test
  void theFirstFailingBlockIsTold() {
    try (Pool pool = new Pool(3, () -> {})) {
      for (int round = 0; round < 200; round++) {
        Problem p =
            assertThrows(
                Problem.class,
                () ->
                    pool.parallel(
                        100,
                        MUCH,
                        (block, worker) -> {
                          if (block >= 20) {
                            throw Problem.of(ErrorCode.INDEX, "block " + block);
                          }
                        }));
        assertEquals("block 20", p.getMessage());
      }
      AtomicInteger done = new AtomicInteger();
      pool.parallel(10, MUCH, (block, worker) -> done.incrementAndGet());
      assertEquals(10, done.get());
    }
  }

  @Test
  void pollEndsTheWork() {
    for (long cost : new long[] {0, MUCH}) {
      AtomicInteger polls = new AtomicInteger();
      Runnable poll =
          () -> {
            if (polls.incrementAndGet() > 3) {
              throw new CancellationException();
            }
          };
      AtomicInteger done = new AtomicInteger();
      try (Pool pool = new Pool(2, poll)) {
        assertThrows(
            CancellationException.class,
            () -> pool.parallel(1_000_000, cost, (block, worker) -> slow(done)));
      }
      assertTrue(done.get() < 1_000_000);
    }
  }

  private static void slow(AtomicInteger done) {
    done.incrementAndGet();
    for (int i = 0; i < 1000; i++) {
      Thread.onSpinWait();
    }
  }

  @Test
  void workWithinWorkIsDoneInOrder() {
    try (Pool pool = new Pool(2, () -> {})) {
      AtomicInteger done = new AtomicInteger();
      pool.parallel(
          8,
          MUCH,
          (block, worker) -> {
            int[] next = {0};
            pool.parallel(
                10,
                MUCH,
                (inner, same) -> {
                  assertEquals(next[0]++, inner);
                  assertEquals(worker, same);
                  done.incrementAndGet();
                });
          });
      assertEquals(80, done.get());
    }
  }

  @Test
  void aClosedPoolWorksAlone() {
    Pool pool = new Pool(3, () -> {});
    pool.close();
    pool.parallel(10, MUCH, (block, worker) -> assertEquals(0, worker));
  }

  @Test
  @Timeout(60)
  void longBlocksEndWhereTheWorkIsCancelled() {
    AtomicBoolean cancel = new AtomicBoolean();
    Runnable poll =
        () -> {
          if (cancel.get()) {
            throw new IllegalStateException("cancelled");
          }
        };
    try (Pool pool = new Pool(2, poll)) {
      var e =
          assertThrows(
              IllegalStateException.class,
              () ->
                  pool.parallel(
                      2,
                      Long.MAX_VALUE,
                      (block, worker) -> {
                        if (worker > 0) {
                          cancel.set(true);
                        }
                        while (true) {
                          pool.poll(worker);
                        }
                      }));
      assertEquals("cancelled", e.getMessage());
    }
  }
}
