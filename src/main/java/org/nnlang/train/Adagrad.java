// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

/**
 * Steps scaled by the sum of all squared gradients so far. As torch.optim.Adagrad.
 *
 * @param weightDecay adds {@code weightDecay * w} to the gradient
 */
public record Adagrad(double lr, double eps, double weightDecay) implements Optimizer.Elementwise {
  @Override
  public Optimizer at(double rate) {
    return new Adagrad(rate, eps, weightDecay);
  }

  @Override
  public int slots() {
    return 1;
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
    int sum = p.plus(p.slot(0), p.square(g));
    p.slot(0, sum);
    int move = p.over(g, p.plus(p.sqrt(sum), eps));
    p.weight(p.plus(p.weight(), p.times(move, p.scalar(0))));
  }
}
