// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nnlang.builtin.Interruption;

class InterruptsTest {
  private final Interruption interruption = new Interruption();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicInteger halts = new AtomicInteger();
  private final Interrupts interrupts =
      new Interrupts(interruption, stopped::countDown, halts::incrementAndGet);

  private void assertStops() throws InterruptedException {
    assertTrue(stopped.await(20, TimeUnit.SECONDS));
  }

  @Test
  void aTrainingEndsFirstThenTheScriptThenTheProcess() throws Exception {
    try (var training = interruption.training()) {
      interrupts.press();
      assertTrue(training.requested());
      assertEquals(1, stopped.getCount());
      interrupts.press();
      assertStops();
      assertEquals(0, halts.get());
      interrupts.press();
      assertEquals(1, halts.get());
    }
  }

  @Test
  void withoutATrainingTheScriptStopsAtOnce() throws Exception {
    interrupts.press();
    assertStops();
    assertEquals(0, halts.get());
  }
}
