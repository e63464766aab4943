// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.TrainingStep;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;

/**
 * Steps along gradients, in two halves: {@link #gradients} of the next batches, and {@link #move}
 * along them. Between the two a sum of gradients is one tensor, which something else may change.
 */
class GradientSteps extends Steps {
  private final ByType<TrainingStep> compiled = new ByType<>();
  private final @Nullable Tensor sum;
  private final Tensor share;

  GradientSteps(
      Module net,
      Dataset data,
      Setup setup,
      Objective objective,
      WeightRows weights,
      BatchOrder batches) {
    super(net, data, setup, objective, weights, batches);
    sum = setup.order().accumulate() > 1 ? weights.zeros() : null;
    share = weights.number();
  }

  @Override
  final Computed step(RunState state, double[] factors, List<Object> before) {
    begin();
    try {
      Gradients found = gradients(state);
      @Nullable Runnable move =
          Double.isFinite(found.loss()) ? move(found, state, factors[0]) : null;
      if (move == null) {
        throw diverged(state.done(), found.loss(), before);
      }
      return new Computed(found.loss(), move);
    } catch (Throwable t) {
      undoStates();
      throw t;
    }
  }

  /** The gradients of the next batches; each batch counts by its rows. */
  Gradients gradients(RunState state) {
    long done = state.done();
    int parts = setup.order().accumulate();
    double loss = 0;
    double all = 0;
    if (sum != null) {
      sum.clear();
    }
    Tensor gradients = sum;
    for (int i = 0; i < parts; i++) {
      long number = batchOf(done, i);
      if (batches.isEmpty(number)) {
        continue;
      }
      List<Tensor> batch = batches.take(number);
      TrainingStep step = compiled.of(batch, types -> compile(done, types));
      double part = parts == 1 ? 1 : batches.share(number);
      step.into(weights.gradients());
      loss += part * run(step, batch, number);
      all += part;
      if (sum == null) {
        gradients = step.gradients();
      } else {
        share.fill(0, part);
        weights.add(step.gradients(), share, sum);
      }
    }
    return new Gradients(loss / all, Objects.requireNonNull(gradients), 1 / all);
  }

  /** What moves the weights; null where a gradient is not finite. */
  private @Nullable Runnable move(Gradients found, RunState state, double factor) {
    double scale = found.scale();
    double norm = weights.norm(found.sum()) * scale;
    if (!Double.isFinite(norm)) {
      return null;
    }
    double most = setup.updating().clip();
    if (most > 0) {
      // PyTorch's clip_grad_norm_ adds the same small number
      scale *= Math.min(1, most / (norm + 1e-6));
    }
    return weights.step(found.sum(), state.done() + 1 - state.begun(), factor, scale);
  }

  private Problem diverged(long done, double loss, List<Object> before) {
    Failure failure = failure(done, loss, weights.variables(), before);
    if (!Double.isFinite(loss) && !failure.given()) {
      // the last step has led here
      weights.undo();
    }
    return failure.problem();
  }

  private TrainingStep compile(long done, List<Type> types) {
    TrainingStep step = engine.step(types, weights.variables(), this::loss);
    if (done == 0) {
      TrainingWarnings.withoutGradient(net, step.withoutGradient());
    }
    return step;
  }
}
