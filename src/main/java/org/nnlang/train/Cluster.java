// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Show;
import org.nnlang.value.Shown;
import org.nnlang.value.Typed;

/**
 * On which machines to train, and how they work together.
 *
 * @param kind of machines: the name of those that {@code org.nnlang.cluster.Machines} finds
 * @param master where to ask for them
 * @param workers how many parts the work is shared out in
 * @param localSteps 1 where the gradients of each step are averaged, a share of the batch each;
 *     else how many steps each worker makes, with batches of its own, between two means of weights
 * @param outer makes the way to such a mean a step of its own; null goes there
 */
public record Cluster(
    String kind, String master, int workers, int localSteps, Optimizer.@Nullable ByGradient outer)
    implements Typed, Shown {
  public Cluster {
    Setup.atLeast("workers", workers, 1);
    Setup.atLeast("local_steps", localSteps, 1);
    if (outer != null && localSteps == 1) {
      throw Problem.of(
              ErrorCode.ARGUMENT,
              "outer makes a step of the mean of weights, and there is none: gradients are averaged in each step")
          .hint("give `local_steps` as well, as in `local_steps: 50`");
    }
    if (outer != null && !outer.elementwise()) {
      throw Problem.of(
          ErrorCode.ARGUMENT,
          "outer must treat each weight by itself, as `sgd` does; found " + outer.show());
    }
  }

  /** Whether workers make steps of their own. */
  boolean isLocal() {
    return localSteps > 1;
  }

  /** How many batches a step takes, of all workers together. */
  int batchesOfStep() {
    return isLocal() ? workers : 1;
  }

  @Override
  public String type() {
    return "cluster";
  }

  @Override
  public String show() {
    return "%s(%s, workers: %d, local_steps: %d%s)"
        .formatted(
            kind,
            Show.inner(master),
            workers,
            localSteps,
            outer == null ? "" : ", outer: " + outer.show());
  }
}
