// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.value.Shown;
import org.nnlang.value.Typed;

/**
 * How weights follow their gradients. A record of settings; what it remembers from step to step
 * lies in slots, flat buffers as large as the weights, which the trainer keeps.
 *
 * <p>Nearly all are {@link Elementwise}: one pass over memory, written once. Numbers that change
 * from step to step go in as {@link #scalars}. The formulas are PyTorch's.
 */
public sealed interface Optimizer extends Typed, Shown {
  /** One that treats each weight by itself. */
  non-sealed interface Elementwise extends Optimizer {
    /** Writes the pass: reads weights and gradients, leaves new weights and slots. */
    void write(Pass pass);
  }

  /**
   * One that treats a matrix of weights as a whole. For weights of two axes alone; has one slot.
   */
  non-sealed interface Matrixwise extends Optimizer {
    @Override
    default int slots() {
      return 1;
    }

    /**
     * A step of one matrix, as a graph.
     *
     * @param scalars one of one element each
     * @return the new weights and the new slot
     */
    List<Node> step(Node weight, Node gradient, Node slot, List<Node> scalars);
  }

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

  @Override
  default String type() {
    return "optimizer";
  }

  @Override
  default String show() {
    return Settings.show(this);
  }
}
