// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.engine.TrainingStep;
import org.nnlang.engine.Trials;
import org.nnlang.graph.Type;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;

/** Steps that try other weights, and move where their losses are lower: no gradients. */
class CandidateSteps extends Steps {
  final Candidates candidates;
  private final ByType<Compiled> compiled = new ByType<>();

  /** For batches of one size the loss of the weights, and that of others. */
  private record Compiled(TrainingStep step, Trials trials) {}

  CandidateSteps(
      Module net,
      Dataset data,
      Setup setup,
      Objective objective,
      WeightRows weights,
      BatchOrder batches) {
    super(net, data, setup, objective, weights, batches);
    var optimizer = (Optimizer.Sampled) setup.updating().optimizer();
    candidates = new Candidates(engine, optimizer, weights, this::loss);
  }

  @Override
  final Computed step(RunState state, double[] factors, List<Object> before) {
    double rate = setup.updating().optimizer().lr() * factors[0];
    begin();
    try {
      candidates.begin(setup.order().seed(), state.done(), rate);
      Computed found = search(state, factors[0], rate);
      if (!Double.isFinite(found.loss())) {
        throw failure(state.done(), found.loss(), List.of(), before).problem();
      }
      return found;
    } catch (Throwable t) {
      undoStates();
      throw t;
    }
  }

  private Computed search(RunState state, double factor, double rate) {
    Measured found = measure(state, factor);
    double loss = found.loss;
    Runnable move = Double.isFinite(loss) ? candidates.end(loss, rate) : () -> {};
    return new Computed(loss / found.parts, move);
  }

  /**
   * What the next batches say.
   *
   * @param loss of the weights, the sum over batches of which each counts by its rows
   * @param parts what the batches count together
   */
  record Measured(double loss, double parts) {}

  /** Measures the weights and all candidates. */
  Measured measure(RunState state, double factor) {
    return measure(state, true);
  }

  /**
   * Measures candidates.
   *
   * @param weights whether the weights as they are are measured too
   */
  final Measured measure(RunState state, boolean weights) {
    double loss = 0;
    double all = 0;
    long seed = setup.order().seed();
    int parts = setup.order().accumulate();
    for (int i = 0; i < parts; i++) {
      long number = batchOf(state.done(), i);
      List<Tensor> batch = batches.take(number);
      Compiled now = compiled.of(batch, this::compile);
      double part = parts == 1 ? 1 : batches.share(number);
      if (weights) {
        loss += part * run(now.step(), batch, number);
      }
      all += part;
      candidates.measure(now.trials(), batch, part, seed, number);
    }
    return new Measured(loss, all);
  }

  private Compiled compile(List<Type> types) {
    return new Compiled(engine.step(types, List.of(), this::loss), candidates.trials(types));
  }
}
