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
final class CandidateSteps extends Steps {
  private final Candidates candidates;
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
  Computed step(RunState state, double factor, List<Object> before) {
    double rate = setup.updating().optimizer().lr() * factor;
    begin();
    try {
      Computed found = search(state.done(), rate);
      if (!Double.isFinite(found.loss())) {
        throw failure(state.done(), found.loss(), List.of(), before).problem();
      }
      return found;
    } catch (Throwable t) {
      undoStates();
      throw t;
    }
  }

  /** The loss of the next batches, and what moves the weights as far as candidates are better. */
  private Computed search(long done, double rate) {
    double loss = 0;
    double all = 0;
    long seed = setup.order().seed();
    int parts = setup.order().accumulate();
    candidates.begin(seed, done, rate);
    for (int i = 0; i < parts; i++) {
      long number = batchOf(done, i);
      List<Tensor> batch = batches.take(number);
      Compiled now = compiled.of(batch, this::compile);
      double part = parts == 1 ? 1 : batches.share(number);
      loss += part * run(now.step(), batch, number);
      all += part;
      candidates.measure(now.trials(), batch, part, seed, number);
    }
    Runnable move = Double.isFinite(loss) ? candidates.end(loss, rate) : () -> {};
    return new Computed(loss / all, move);
  }

  private Compiled compile(List<Type> types) {
    return new Compiled(engine.step(types, List.of(), this::loss), candidates.trials(types));
  }
}
