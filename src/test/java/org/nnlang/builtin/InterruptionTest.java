// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class InterruptionTest {
  private final Interruption interruption = new Interruption();

  @Test
  void nothingRunsNothingIsAsked() {
    assertFalse(interruption.request());
    try (var training = interruption.training()) {
      assertFalse(training.requested());
    }
  }

  @Test
  void theFirstEndsATrainingTheSecondIsForSomebodyElse() {
    try (var training = interruption.training()) {
      assertTrue(interruption.request());
      assertTrue(training.requested());
      assertFalse(interruption.request());
    }
    assertFalse(interruption.request());
  }

  @Test
  void aTrainingWithinATrainingIsEndedAlone() {
    try (var outer = interruption.training()) {
      try (var inner = interruption.training()) {
        assertTrue(interruption.request());
        assertTrue(inner.requested());
      }
      assertFalse(outer.requested());
      assertTrue(interruption.request());
      assertTrue(outer.requested());
    }
  }
}
