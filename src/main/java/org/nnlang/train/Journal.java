// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.value.Record;

/** What writes a training down while it goes on. */
public interface Journal {
  /**
   * Called before the first step.
   *
   * @param facts seed, optimizer, hash of the data and so on
   * @param history of an earlier run, with which this one goes on
   */
  void begin(Record facts, History history);

  /**
   * Called after each step, and must be quick.
   *
   * @param step from 1
   * @param measured what was measured at this step, by name; null for nothing
   */
  void step(long step, double loss, double rate, @Nullable Map<String, Object> measured);

  /** What is told of one step. */
  @FunctionalInterface
  interface Sink {
    void step(long step, double loss, double rate, @Nullable Map<String, Object> measured);
  }

  /** Called after the last step, whatever ended training. */
  void end();
}
