// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.cluster.Workers;
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
 * Does the steps of a run: takes batches, and moves the weights, which the trainer has lent. Made
 * anew for each run.
 */
abstract class Steps {
  private static final long[] NOWHERE = {};

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
  private boolean written;

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
    if (setup.order().accumulate() > 1 || setup.cluster() != null) {
      states.forEach(v -> kept.add(v.value().copy(engine.memory())));
    }
  }

  /**
   * Those that the optimizer and the cluster ask for.
   *
   * @param machines asks for those of the cluster; null where there is none
   */
  static Steps of(
      Module net,
      Dataset data,
      Setup setup,
      Objective objective,
      WeightRows weights,
      BatchOrder batches,
      @Nullable Supplier<Workers> machines) {
    if (setup.cluster() != null) {
      Helpers helpers = new Helpers(net, data, setup, Objects.requireNonNull(machines));
      if (setup.updating().optimizer() instanceof Optimizer.Sampled) {
        return new SharedCandidates(net, data, setup, objective, weights, batches, helpers);
      }
      return setup.cluster().isLocal()
          ? new Rounds(net, data, setup, objective, weights, batches, helpers, setup.cluster())
          : new SharedSteps(net, data, setup, objective, weights, batches, helpers);
    }
    return setup.updating().optimizer() instanceof Optimizer.Sampled
        ? new CandidateSteps(net, data, setup, objective, weights, batches)
        : new GradientSteps(net, data, setup, objective, weights, batches);
  }

  /**
   * Steps that are computed and not done yet.
   *
   * @param losses of each
   * @param move moves the weights; does not fail
   */
  record Computed(double[] losses, Runnable move) {
    /** One step. */
    Computed(double loss, Runnable move) {
      this(new double[] {loss}, move);
    }

    /** Of the last step. */
    double loss() {
      return losses[losses.length - 1];
    }
  }

  /**
   * How many steps are computed at once, and done or not done together.
   *
   * @param done steps done
   * @param most how many may be
   */
  int together(long done, long most) {
    return 1;
  }

  /**
   * Computes one step, or as many as go {@link #together}: the net has the weights and states of
   * the last whole step after it, however it ends, until it is {@link Computed#move}d.
   *
   * @param state before it
   * @param factors of the learning rate, one for each step
   * @param before the losses of the steps done
   * @throws Problem {@code train} where loss or gradients are not finite
   */
  abstract Computed step(RunState state, double[] factors, List<Object> before);

  /** Called when there will be no more steps. */
  void close() {}

  /** The number of part {@code i} of a step, of whose batches the gradients are accumulated. */
  long batchOf(long done, int i) {
    return done * setup.order().accumulate() + i;
  }

  /** The loss of a batch, within the function being traced. */
  final Node loss(List<Node> batch) {
    return objective.loss(new Pair<>(batch, data.targets()));
  }

  /** Called before the first part of a step. */
  final void begin() {
    last = null;
    written = false;
    for (int i = 0; i < kept.size(); i++) {
      kept.get(i).fill(states.get(i).value());
    }
  }

  /** The loss of a part of a step; writes states. */
  final double run(TrainingStep part, List<Tensor> batch, long number) {
    double loss = part.run(batch, setup.order().seed(), number, ahead(batch, number));
    last = part;
    written = true;
    return loss;
  }

  /**
   * By how many numbers the places that draw random numbers are ahead; see {@link
   * TrainingStep#run}.
   */
  long[] ahead(List<Tensor> batch, long number) {
    return NOWHERE;
  }

  /** The states of the net. */
  final List<Variable> states() {
    return states;
  }

  /** Room for what others make of the states. */
  final List<Tensor> zerosOfStates() {
    return states.stream().map(v -> WeightRows.zeros(engine, Type.of(v.value()))).toList();
  }

  /** Gives the states other values, until {@link #undoStates}. */
  final void write(List<Tensor> values) {
    written = true;
    for (int i = 0; i < values.size(); i++) {
      states.get(i).value().fill(values.get(i));
    }
  }

  /** Makes the states what they were at {@link #begin}. */
  final void undoStates() {
    if (last != null && kept.isEmpty()) {
      last.undo();
    } else if (written) {
      // its second part may have written to what its first would be undone with
      for (int i = 0; i < kept.size(); i++) {
        states.get(i).value().fill(kept.get(i));
      }
    }
    last = null;
    written = false;
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
