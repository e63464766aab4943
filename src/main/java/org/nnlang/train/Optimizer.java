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

  /**
   * One that asks for no gradients: it tries candidates, which differ from the weights {@code w} by
   * normal numbers {@code e}, and moves by how their losses turn out. Candidate i is {@code kept *
   * w + spread * e[i]}.
   */
  non-sealed interface Sampled extends Optimizer {
    /** How many are tried in a step. */
    int candidates();

    /** 1 where candidates lie around the weights, 0 where each starts anew. */
    default double kept() {
      return 1;
    }

    /** The deviation of candidates. */
    double spread(double lr);

    /**
     * How far to go along each {@code e[i]}: the new weights are {@code kept * w + sum(move[i] *
     * e[i])}.
     *
     * @param loss of the weights as they are
     * @param losses of the candidates; where the loss of one is no number, positive infinity
     * @return null to stay
     */
    double[] move(double loss, double[] losses, double lr);

    @Override
    default int slots() {
      return 0;
    }

    @Override
    default double[] scalars(long step, double lr) {
      return new double[0];
    }
  }

  /** One that tries a single candidate, and takes it where its loss is lower. */
  interface Greedy extends Sampled {
    @Override
    default int candidates() {
      return 1;
    }

    @Override
    default double spread(double lr) {
      return lr;
    }

    @Override
    default double[] move(double loss, double[] losses, double lr) {
      return losses[0] < loss ? new double[] {lr} : null;
    }
  }

  /** The learning rate, or what stands for it, that schedules multiply. */
  double lr();

  /** The same with another learning rate. */
  Optimizer at(double lr);

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
