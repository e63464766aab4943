// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.backend.Executable;
import org.nnlang.kernel.Run;
import org.nnlang.kernel.SingleWorker;
import org.nnlang.tensor.Tensor;

/**
 * The losses of many candidates as one batch of work: each is a block, which one thread computes
 * from end to end in memory of its own. So the threads meet once for all candidates, and not in
 * each pass of each of them.
 */
public final class Trials {
  /** More than any hand-over costs: a candidate takes a whole plan. */
  private static final long COST = Integer.MAX_VALUE;

  private final Runner runner;
  private final Bindings bindings;
  private final List<Worker> workers = new ArrayList<>();
  private final double[] losses;

  /** What computes one candidate after the other; the first has the runner's own workspace. */
  private record Worker(
      Executable plan,
      Run run,
      @Nullable MemorySegment workspace,
      MemorySegment[] arguments,
      Tensor loss) {}

  /**
   * @param plans of the same, one for each worker of the pool, or one that all share
   * @param count how many candidates there are
   */
  Trials(Runner runner, List<Executable> plans, int count, Bindings bindings) {
    this.runner = runner;
    this.bindings = bindings;
    losses = new double[count];
    for (Executable plan : plans) {
      int i = workers.size();
      workers.add(
          new Worker(
              plan,
              plans.size() == 1 ? runner.pool() : new SingleWorker(runner.pool(), i),
              i == 0 ? null : runner.memory().allocate(plan.workspaceBytes()),
              new MemorySegment[bindings.size()],
              Tensor.zeros(runner.memory(), plan.outputs().get(0).dtype())));
    }
  }

  /**
   * Computes the losses, with the same random numbers for all.
   *
   * @param shared what all candidates get
   * @param rows one for each candidate
   * @return overwritten by the next run
   */
  public double[] run(List<Tensor> shared, Tensor rows, long seed, long counter) {
    List<Tensor> given = new ArrayList<>(shared);
    given.add(rows);
    workers.forEach(w -> bindings.fill(w.arguments, given));
    int row = bindings.inputOf(shared.size());
    MemorySegment first = runner.workspace(workers.get(0).plan);
    runner.pool().random(seed, counter);
    Run.Task candidate =
        (i, worker) -> {
          Worker w = workers.get(worker);
          if (row >= 0) {
            w.arguments[row] = rows.rows(i, i + 1).data();
          }
          MemorySegment[] loss = {w.loss.data()};
          boolean alone = workers.size() == 1;
          w.plan.run(
              w.workspace == null ? first : w.workspace,
              w.arguments,
              loss,
              w.run,
              alone ? runner.profile() : null);
          losses[i] = w.loss.getDouble(0);
        };
    if (workers.size() == 1) {
      for (int i = 0; i < losses.length; i++) {
        candidate.run(i, 0);
      }
    } else {
      runner.pool().parallel(losses.length, COST, candidate);
    }
    return losses;
  }
}
