// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Loop;
import org.nnlang.engine.Nonfinite;
import org.nnlang.engine.Step;
import org.nnlang.engine.Trials;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;
import org.nnlang.value.TrainedRange;

/**
 * Does the steps of a run: takes batches, computes losses and gradients, or the losses of
 * candidates, and moves the weights, which the trainer has lent from. Made anew for each run.
 */
final class Stepper {
  private final Engine engine;
  private final Module net;
  private final Dataset data;
  private final Setup setup;
  private final Objective objective;
  private final Weights weights;
  private final Batches batches;
  private final TrainedRange seen;
  private final Candidates candidates;
  private final Tensor sum;
  private final Weights.Update sumUpdate;
  private final Map<List<Type>, Compiled> compiled = new HashMap<>();
  private List<Tensor> lastBatch;
  private Compiled last;

  /** A step for batches of one size, and what its gradients go through, or what tries others. */
  private record Compiled(Step step, Weights.Update update, Loop adding, Trials trials) {}

  Stepper(
      Module net,
      Dataset data,
      Setup setup,
      Objective objective,
      Weights weights,
      Batches batches) {
    engine = net.engine();
    this.net = net;
    this.data = data;
    this.setup = setup;
    this.objective = objective;
    this.weights = weights;
    this.batches = batches;
    seen = net.attached(TrainedRange.class);
    boolean sampled = setup.updating().optimizer() instanceof Optimizer.Sampled;
    candidates =
        sampled
            ? new Candidates(
                engine, (Optimizer.Sampled) setup.updating().optimizer(), weights, objective)
            : null;
    sum = !sampled && setup.order().accumulate() > 1 ? weights.zeros() : null;
    sumUpdate = sum == null ? null : weights.new Update(sum);
  }

  /**
   * One step.
   *
   * @param done steps done before
   * @param since steps done when the optimizer began
   * @param factor of the learning rate
   * @param before the losses of the steps done
   * @return the loss
   * @throws Problem {@code train} where loss or gradients are not finite; the weights are then
   *     those of the last good step
   */
  double step(long done, long since, double factor, List<Object> before) {
    double loss =
        candidates != null
            ? search(done, setup.updating().optimizer().lr() * factor)
            : gradients(done);
    if (!Double.isFinite(loss)) {
      throw diverged(done, loss, before);
    }
    if (candidates == null) {
      follow(done, since, factor, loss, before);
    }
    return loss;
  }

  /** Moves the weights by the gradients. */
  private void follow(long done, long since, double factor, double loss, List<Object> before) {
    Weights.Update update = setup.order().accumulate() > 1 ? sumUpdate : last.update();
    double scale = 1.0 / setup.order().accumulate();
    double norm = update.norm() * scale;
    if (!Double.isFinite(norm)) {
      throw diverged(done, loss, before);
    }
    if (setup.updating().clip() > 0) {
      // PyTorch's clip_grad_norm_ adds the same small number
      scale *= Math.min(1, setup.updating().clip() / (norm + 1e-6));
    }
    update.step(done + 1 - since, factor, scale);
  }

  /** What to say of a step of that loss; the weights become those of the last good one. */
  private Problem diverged(long done, double loss, List<Object> before) {
    last.step().undo();
    Nonfinite.Found found = null;
    List<Tensor> batch = List.of();
    long number = 0;
    for (int i = 0; found == null && i < setup.order().accumulate(); i++) {
      number = done * setup.order().accumulate() + i;
      batch = batches.get(number);
      found =
          Nonfinite.search(
              engine,
              batch,
              candidates == null ? weights.variables() : List.of(),
              objective::loss,
              setup.order().seed(),
              number);
    }
    var divergence = new Divergence(net, data, done + 1, batch, batches.rows(number), before);
    Problem problem = divergence.problem(loss, found, setup.updating().clip() > 0);
    if (!Double.isFinite(loss) && candidates == null && (found == null || !found.isGiven())) {
      // the last step has led here
      weights.undo();
    }
    return problem;
  }

  /** The loss of the next batches; moves the weights as far as candidates are better. */
  private double search(long done, double rate) {
    double loss = 0;
    candidates.begin(setup.order().seed(), done, rate);
    for (int i = 0; i < setup.order().accumulate(); i++) {
      long number = done * setup.order().accumulate() + i;
      List<Tensor> batch = take(number);
      last = compiledFor(done, batch);
      loss += last.step().run(batch, setup.order().seed(), number);
      candidates.measure(last.trials(), batch, setup.order().seed(), number);
    }
    if (Double.isFinite(loss)) {
      candidates.end(loss, rate);
    }
    return loss / setup.order().accumulate();
  }

  /** A batch to be trained on; what the first epoch has, the net remembers the range of. */
  private List<Tensor> take(long number) {
    List<Tensor> batch = batches.get(number);
    if (number < batches.perEpoch()) {
      seen.widen(batch.subList(0, Math.max(1, batch.size() - 1)), data.columns());
    }
    return batch;
  }

  /** The loss of the next batches; leaves their gradients. */
  private double gradients(long done) {
    double loss = 0;
    if (sum != null) {
      sum.clear();
    }
    for (int i = 0; i < setup.order().accumulate(); i++) {
      long number = done * setup.order().accumulate() + i;
      List<Tensor> batch = take(number);
      last = compiledFor(done, batch);
      loss += last.step().run(batch, setup.order().seed(), number);
      if (last.adding() != null) {
        last.adding().run();
      }
    }
    return loss / setup.order().accumulate();
  }

  private Compiled compiledFor(long done, List<Tensor> batch) {
    if (last != null && same(batch, lastBatch)) {
      return last;
    }
    lastBatch = List.copyOf(batch);
    return compiled.computeIfAbsent(
        batch.stream().map(Type::of).toList(), types -> compile(done, types));
  }

  /** Whether these are the same tensors, and so of the same types. */
  private static boolean same(List<Tensor> a, List<Tensor> b) {
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i) != b.get(i)) {
        return false;
      }
    }
    return true;
  }

  private Compiled compile(long done, List<Type> types) {
    if (candidates != null) {
      Step alone = engine.step(types, List.of(), objective::loss);
      return new Compiled(alone, null, null, candidates.trials(types));
    }
    Step step = engine.step(types, weights.variables(), objective::loss);
    if (done == 0) {
      TrainingWarnings.withoutGradient(net, step.withoutGradient());
    }
    Tensor gradients = step.gradients();
    return sum == null
        ? new Compiled(step, weights.new Update(gradients), null, null)
        : new Compiled(step, null, weights.adding(gradients, sum), null);
  }
}
