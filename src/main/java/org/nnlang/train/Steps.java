// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Nonfinite;
import org.nnlang.engine.Step;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;
import org.nnlang.value.Pair;

/**
 * Does the steps of a run: takes batches, and moves the weights, which the trainer has lent from.
 * Made anew for each run.
 */
abstract class Steps {
  final Engine engine;
  final Module net;
  final Dataset data;
  final Setup setup;
  final Objective objective;
  final Weights weights;
  final Batches batches;

  Steps(
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
  }

  /** Those that the optimizer asks for. */
  static Steps of(
      Module net,
      Dataset data,
      Setup setup,
      Objective objective,
      Weights weights,
      Batches batches) {
    return setup.updating().optimizer() instanceof Optimizer.Sampled
        ? new CandidateSteps(net, data, setup, objective, weights, batches)
        : new GradientSteps(net, data, setup, objective, weights, batches);
  }

  /**
   * One step.
   *
   * @param state before it
   * @param factor of the learning rate
   * @param before the losses of the steps done
   * @return the loss
   * @throws Problem {@code train} where loss or gradients are not finite; the weights are then
   *     those of the last good step
   */
  abstract double step(RunState state, double factor, List<Object> before);

  /** The number of part {@code i} of a step, of whose batches the gradients are accumulated. */
  final long batchOf(long done, int i) {
    return done * setup.order().accumulate() + i;
  }

  /** The loss of a batch, within the function being traced. */
  final Node loss(List<Node> batch) {
    return objective.loss(new Pair<>(batch, data.targets()));
  }

  /** What was compiled for batches, by their types; the batch before is known at once. */
  static final class ByType<T> {
    private final Map<List<Type>, T> compiled = new HashMap<>();
    private List<Tensor> lastBatch;
    private T last;

    T of(List<Tensor> batch, Function<List<Type>, T> compile) {
      if (last == null || !same(batch, lastBatch)) {
        lastBatch = List.copyOf(batch);
        last = compiled.computeIfAbsent(batch.stream().map(Type::of).toList(), compile);
      }
      return last;
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
  }

  /** What is to be said of a step whose loss or gradients are not finite. */
  record Failure(Problem problem, boolean given) {}

  /**
   * Looks for what made a step fail, whose states are undone.
   *
   * @param last of its parts
   * @param by what it was differentiated by
   * @param before the losses of the steps done
   */
  final Failure failure(long done, double loss, Step last, List<Variable> by, List<Object> before) {
    last.undo();
    Nonfinite.Found found = null;
    List<Tensor> batch = List.of();
    long number = 0;
    for (int i = 0; found == null && i < setup.order().accumulate(); i++) {
      number = batchOf(done, i);
      batch = batches.get(number);
      found = Nonfinite.search(engine, batch, by, this::loss, setup.order().seed(), number);
    }
    var divergence = new Divergence(net, data, done + 1, batch, batches.rows(number), before);
    Problem problem = divergence.problem(loss, found, setup.updating().clip() > 0);
    return new Failure(problem, found != null && found.isGiven());
  }
}
