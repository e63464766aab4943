// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.value.Shown;
import org.nnlang.value.Typed;

/**
 * How weights move in a step: along their gradients, or to where losses are lower. A record of
 * settings. The formulas are PyTorch's.
 */
public sealed interface Optimizer extends Typed, Shown {
  /**
   * One that follows gradients. A step is a graph, so that it runs wherever graphs do; what it
   * remembers from step to step is kept for it, and numbers that change go in as {@link #scalars}.
   */
  non-sealed interface ByGradient extends Optimizer {
    /** Whether it treats each number by itself, and so may be given many weights in one row. */
    default boolean elementwise() {
      return true;
    }

    /** How many tensors like a weight it remembers of it, zeros at first. */
    int slots();

    /** The types of what it remembers of a weight of that type, all zeros at first. */
    default List<Type> memory(Type weight) {
      return Collections.nCopies(slots(), weight);
    }

    /**
     * What changes from step to step.
     *
     * @param step counted from 1
     * @param lr the learning rate of this step
     */
    double[] scalars(long step, double lr);

    /**
     * A step.
     *
     * @param memory what it remembers
     * @param scalars tensors without axes
     * @return the new weight, and what to remember
     */
    List<Node> step(Node weight, Node gradient, List<Node> memory, List<Node> scalars);

    /** Whether its first step is another than the others. */
    default boolean startsFromNothing() {
      return false;
    }

    /** The first step of one that {@link #startsFromNothing}: there is no memory yet. */
    default List<Node> first(Node weight, Node gradient, List<Node> scalars) {
      throw new IllegalStateException(show() + " begins with zeros");
    }
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
    double @Nullable [] move(double loss, double[] losses, double lr);
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
    default double @Nullable [] move(double loss, double[] losses, double lr) {
      return losses[0] < loss ? new double[] {lr} : null;
    }
  }

  /** The learning rate, or what stands for it, that schedules multiply. */
  double lr();

  /** The same with another learning rate. */
  Optimizer at(double lr);

  @Override
  default String type() {
    return "optimizer";
  }

  @Override
  default String show() {
    return SettingCalls.show(this);
  }
}
