// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import org.nnlang.value.Shown;
import org.nnlang.value.Typed;

/**
 * How weights follow their gradients. A record of settings; what it remembers from step to step
 * lies in slots, flat buffers as large as the weights, which the trainer keeps.
 *
 * <p>All of its arithmetic is one pass over memory, written by {@link #write} once; numbers that
 * change from step to step go in as {@link #scalars}. The formulas are PyTorch's.
 */
public interface Optimizer extends Typed, Shown {
  /** The learning rate that schedules multiply. */
  double lr();

  /** How many slots it needs. */
  int slots();

  /**
   * What changes from step to step.
   *
   * @param step counted from 1
   * @param lr the learning rate of this step
   */
  double[] scalars(long step, double lr);

  /** Writes the pass: reads weights and gradients, leaves new weights and slots. */
  void write(Pass pass);

  @Override
  default String type() {
    return "optimizer";
  }

  @Override
  default String show() {
    return Settings.show(this);
  }
}
