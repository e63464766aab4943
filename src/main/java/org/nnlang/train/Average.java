// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.function.Consumer;
import org.nnlang.tensor.Tensor;

/**
 * A running mean of the weights over the steps: {@code mean = d * mean + (1 - d) * weights} after
 * each step, with {@code d = min(decay, (1 + step) / (10 + step))}, so that the first weights are
 * soon forgotten. It is what a validation measures and what a net has when training is over;
 * between, the weights themselves are trained on.
 */
final class Average {
  private final double decay;
  private final WeightRows weights;
  private final Tensor mean;
  private final Tensor trained;
  private final Tensor old;
  private final Tensor fresh;
  private boolean shown;

  Average(WeightRows weights, double decay) {
    this.weights = weights;
    this.decay = decay;
    mean = weights.zeros();
    trained = weights.zeros();
    old = weights.number();
    fresh = weights.number();
    weights.read(mean);
    trained.fill(mean);
  }

  /** Called when weights are lent: those that are trained, not their mean, are what comes next. */
  void begin() {
    if (shown) {
      weights.restore(trained);
      shown = false;
    }
  }

  /** Before a step: after it nothing may fail. */
  void prepare() {
    weights.prepareMix(mean, old, fresh);
  }

  /** After a step. */
  void follow(long step) {
    double d = Math.min(decay, (1.0 + step) / (10.0 + step));
    old.fill(0, d);
    fresh.fill(0, 1 - d);
    weights.mix(mean, old, fresh);
  }

  /** The net has the mean from now on. */
  void show() {
    if (!shown) {
      weights.keepIn(trained);
      weights.restore(mean);
      shown = true;
    }
  }

  /** The net has the weights that are trained. */
  void hide() {
    if (shown) {
      weights.restore(trained);
      shown = false;
    }
  }

  boolean isShown() {
    return shown;
  }

  Tensor mean() {
    return mean;
  }

  /** The weights that are trained. */
  Tensor trained() {
    if (!shown) {
      weights.keepIn(trained);
    }
    return trained;
  }

  /** Takes what fills both from a checkpoint or from another layout; the net has the mean. */
  void restore(Consumer<Tensor> savedMean, Consumer<Tensor> savedTrained) {
    savedMean.accept(mean);
    savedTrained.accept(trained);
    shown = true;
  }
}
