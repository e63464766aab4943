// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Type;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;

/**
 * Rounds of steps that each worker makes by itself, with batches of its own; at the end of a round
 * all have the mean of their weights, and of what their optimizers remember. Rounds end after the
 * same steps however often a training is interrupted.
 */
final class Rounds extends Steps {
  private final Helpers helpers;
  private final Cluster cluster;
  private final List<Tensor> given = new ArrayList<>();
  private final List<Tensor> means;

  Rounds(
      Module net,
      Dataset data,
      Setup setup,
      Objective objective,
      WeightRows weights,
      BatchOrder batches,
      Helpers helpers,
      Cluster cluster) {
    super(net, data, setup, objective, weights, batches);
    this.helpers = helpers;
    this.cluster = cluster;
    given.add(weights.values());
    given.addAll(weights.remembered());
    List<Tensor> all = new ArrayList<>(given);
    states().stream().map(Variable::value).forEach(all::add);
    means = all.stream().map(t -> WeightRows.zeros(engine, Type.of(t))).toList();
  }

  @Override
  int together(long done, long most) {
    int steps = cluster.localSteps();
    return (int) Math.min(most, steps - done % steps);
  }

  @Override
  Computed step(RunState state, double[] factors, List<Object> before) {
    begin();
    try {
      return round(state, factors);
    } catch (Throwable t) {
      undoStates();
      throw t;
    }
  }

  private Computed round(RunState state, double[] factors) {
    // the weights lie in another row after each round
    given.set(0, weights.values());
    Helpers.Given found = helpers.ask(Share.Work.STEPS, state, factors, given);
    found.read(0, means);
    long round = Math.ceilDiv(state.done() + factors.length, cluster.localSteps());
    Runnable move = weights.go(means.getFirst(), round);
    List<Tensor> remembered = given.subList(1, given.size());
    write(means.subList(given.size(), means.size()));
    return new Computed(
        losses(found.heads(), factors.length),
        () -> {
          move.run();
          for (int i = 0; i < remembered.size(); i++) {
            remembered.get(i).fill(means.get(1 + i));
          }
        });
  }

  /** The loss of each step, the mean over the rows of all workers. */
  private static double[] losses(List<Helpers.Head> heads, int steps) {
    double[] out = new double[steps];
    for (int i = 0; i < steps; i++) {
      double rows = 0;
      for (Helpers.Head a : heads) {
        rows += a.rows()[i];
        out[i] += a.rows()[i] * a.losses()[i];
      }
      out[i] /= rows;
    }
    return out;
  }

  @Override
  void close() {
    helpers.close();
  }
}
