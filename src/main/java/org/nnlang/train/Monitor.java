// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.function.BooleanSupplier;

/** What looks on while a net is trained, and may ask for an end. */
public interface Monitor {
  /**
   * How far training is. Loss and validation loss are not a number where there is none yet.
   *
   * @param step steps done
   * @param steps how many there will be
   * @param validated whether the validation loss was measured at this step
   */
  record Status(long step, long steps, double loss, double valLoss, boolean validated) {
    boolean isLast() {
      return step >= steps;
    }
  }

  /** Called before the first step, with the steps of an earlier run done. */
  void begin(Status status);

  /** Called after every step: must be quick, and show no more than a person can read. */
  void step(Status status);

  /**
   * Called while a validation goes on: must be quick.
   *
   * @param rows measured so far
   * @param of all of them
   */
  default void validating(long rows, long of) {}

  /** Called while a validation goes on, and the net has the weights of the last step. */
  default void betweenBatches() {}

  /** Called after the last step, whatever ended training. */
  void end(History history);

  /** Whether to end after the step in hand. */
  boolean interrupted();

  /** Shows nothing. */
  static Monitor quiet(BooleanSupplier interrupted) {
    return new Monitor() {
      @Override
      public void begin(Status status) {}

      @Override
      public void step(Status status) {}

      @Override
      public void end(History history) {}

      @Override
      public boolean interrupted() {
        return interrupted.getAsBoolean();
      }
    };
  }

  /** Shows nothing and never asks for an end. */
  Monitor NONE = quiet(() -> false);
}
