// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Nonfinite;
import org.nnlang.engine.TrainingStep;
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
  final WeightRows weights;
  final BatchOrder batches;
  private final List<Variable> states;
  private final List<Tensor> kept = new ArrayList<>();
  private @Nullable TrainingStep last;

  Steps(
      Module net,
      Dataset data,
      Setup setup,
      Objective objective,
      WeightRows weights,
      BatchOrder batches) {
    engine = net.engine();
    this.net = net;
    this.data = data;
    this.setup = setup;
    this.objective = objective;
    this.weights = weights;
    this.batches = batches;
    states = net.variables().values().stream().filter(Variable::isState).toList();
    if (setup.order().accumulate() > 1) {
      states.forEach(v -> kept.add(v.value().copy(engine.memory())));
    }
  }

  /** Those that the optimizer asks for. */
  static Steps of(
      Module net,
      Dataset data,
      Setup setup,
      Objective objective,
      WeightRows weights,
      BatchOrder batches) {
    return setup.updating().optimizer() instanceof Optimizer.Sampled
        ? new CandidateSteps(net, data, setup, objective, weights, batches)
        : new GradientSteps(net, data, setup, objective, weights, batches);
  }

  /**
   * A step that is computed and not done yet.
   *
   * @param move moves the weights; does not fail
   */
  record Computed(double loss, Runnable move) {}

  /**
   * Computes one step: the net has the weights and states of the last whole step after it, however
   * it ends, until it is {@link #move}d.
   *
   * @param state before it
   * @param factor of the learning rate
   * @param before the losses of the steps done
   * @throws Problem {@code train} where loss or gradients are not finite
   */
  abstract Computed step(RunState state, double factor, List<Object> before);

  /** The number of part {@code i} of a step, of whose batches the gradients are accumulated. */
  final long batchOf(long done, int i) {
    return done * setup.order().accumulate() + i;
  }

  /** The loss of a batch, within the function being traced. */
  final Node loss(List<Node> batch) {
    return objective.loss(new Pair<>(batch, data.targets()));
  }

  /** Called before the first part of a step. */
  final void begin() {
    last = null;
    for (int i = 0; i < kept.size(); i++) {
      kept.get(i).fill(states.get(i).value());
    }
  }

  /** The loss of a part of a step; writes states. */
  final double run(TrainingStep part, List<Tensor> batch, long number) {
    double loss = part.run(batch, setup.order().seed(), number);
    last = part;
    return loss;
  }

  /** Makes the states what they were at {@link #begin}. */
  final void undoStates() {
    if (last != null && setup.order().accumulate() == 1) {
      last.undo();
    } else if (last != null) {
      // its second part may have written to what its first would be undone with
      for (int i = 0; i < kept.size(); i++) {
        states.get(i).value().fill(kept.get(i));
      }
    }
    last = null;
  }

  /** What was compiled for batches, by their types; the batch before is known at once. */
  static final class ByType<T> {
    private final Map<List<Type>, T> compiled = new HashMap<>();
    private List<Tensor> lastBatch = List.of();
    private @Nullable T last;

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
   * @param by what it was differentiated by
   * @param before the losses of the steps done
   */
  final Failure failure(long done, double loss, List<Variable> by, List<Object> before) {
    undoStates();
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
