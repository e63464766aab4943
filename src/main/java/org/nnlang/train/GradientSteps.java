// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Step;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Module;

/**
 * Steps along gradients, in two halves: {@link #gradients} of the next batches, and {@link #apply}
 * them. Between the two a sum of gradients is one tensor, which something else may change.
 */
final class GradientSteps extends Steps {
  private final ByType<Step> compiled = new ByType<>();
  private final @Nullable Tensor sum;
  private final Tensor share;
  private @Nullable Step last;

  GradientSteps(
      Module net,
      Dataset data,
      Setup setup,
      Objective objective,
      Weights weights,
      Batches batches) {
    super(net, data, setup, objective, weights, batches);
    sum = setup.order().accumulate() > 1 ? weights.zeros() : null;
    share = weights.number();
  }

  @Override
  double step(RunState state, double factor, List<Object> before) {
    Gradients found = gradients(state.done());
    if (!Double.isFinite(found.loss()) || !apply(found, state, factor)) {
      throw diverged(state.done(), found.loss(), before);
    }
    return found.loss();
  }

  /** The gradients of the next batches; each batch counts by its rows. */
  Gradients gradients(long done) {
    int parts = setup.order().accumulate();
    double loss = 0;
    double all = 0;
    if (sum != null) {
      sum.clear();
    }
    Tensor gradients = sum;
    for (int i = 0; i < parts; i++) {
      long number = batchOf(done, i);
      List<Tensor> batch = batches.take(number);
      last = compiled.of(batch, types -> compile(done, types));
      double part = parts == 1 ? 1 : batches.share(number);
      loss += part * last.run(batch, setup.order().seed(), number);
      all += part;
      if (sum == null) {
        gradients = last.gradients();
      } else {
        share.fill(0, part);
        weights.add(last.gradients(), share, sum);
      }
    }
    return new Gradients(loss / all, gradients, 1 / all);
  }

  /** Moves the weights, unless a gradient is not finite: whether they were moved. */
  boolean apply(Gradients found, RunState state, double factor) {
    double scale = found.scale();
    double norm = weights.norm(found.sum()) * scale;
    if (!Double.isFinite(norm)) {
      return false;
    }
    double most = setup.updating().clip();
    if (most > 0) {
      // PyTorch's clip_grad_norm_ adds the same small number
      scale *= Math.min(1, most / (norm + 1e-6));
    }
    weights.step(found.sum(), state.done() + 1 - state.begun(), factor, scale);
    return true;
  }

  private Problem diverged(long done, double loss, List<Object> before) {
    Failure failure = failure(done, loss, last, weights.variables(), before);
    if (!Double.isFinite(loss) && !failure.given()) {
      // the last step has led here
      weights.undo();
    }
    return failure.problem();
  }

  private Step compile(long done, List<Type> types) {
    Step step = engine.step(types, weights.variables(), this::loss);
    if (done == 0) {
      TrainingWarnings.withoutGradient(net, step.withoutGradient());
    }
    return step;
  }
}
