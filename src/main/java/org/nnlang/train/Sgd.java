// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

/**
 * Gradient descent, {@code w -= lr * g}, with momentum {@code m = momentum * m + g} in place of the
 * gradient where that is not 0, and Nesterov's look ahead. As torch.optim.SGD without dampening.
 *
 * @param weightDecay adds {@code weightDecay * w} to the gradient
 */
public record Sgd(double lr, double momentum, boolean nesterov, double weightDecay)
    implements Optimizer.Elementwise {
  @Override
  public Optimizer at(double rate) {
    return new Sgd(rate, momentum, nesterov, weightDecay);
  }

  @Override
  public int slots() {
    return momentum == 0 ? 0 : 1;
  }

  @Override
  public double[] scalars(long step, double lr) {
    return new double[] {-lr};
  }

  @Override
  public void write(Pass p) {
    int g = p.gradient();
    if (weightDecay != 0) {
      g = p.plus(g, p.times(p.weight(), weightDecay));
    }
    if (momentum != 0) {
      int m = p.plus(p.times(p.slot(0), momentum), g);
      p.slot(0, m);
      g = nesterov ? p.plus(g, p.times(m, momentum)) : m;
    }
    p.weight(p.plus(p.weight(), p.times(g, p.scalar(0))));
  }
}
