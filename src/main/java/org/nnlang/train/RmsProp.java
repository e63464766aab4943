// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

/**
 * Steps scaled by a running mean of the squared gradient. As torch.optim.RMSprop.
 *
 * @param alpha how much of that mean is kept at each step
 * @param weightDecay adds {@code weightDecay * w} to the gradient
 */
public record RmsProp(double lr, double alpha, double eps, double momentum, double weightDecay)
    implements Optimizer.Elementwise {
  @Override
  public Optimizer at(double rate) {
    return new RmsProp(rate, alpha, eps, momentum, weightDecay);
  }

  @Override
  public int slots() {
    return momentum == 0 ? 1 : 2;
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
    int v = p.mix(p.slot(0), p.square(g), alpha);
    p.slot(0, v);
    int move = p.over(g, p.plus(p.sqrt(v), eps));
    if (momentum != 0) {
      move = p.plus(p.times(p.slot(1), momentum), move);
      p.slot(1, move);
    }
    p.weight(p.plus(p.weight(), p.times(move, p.scalar(0))));
  }
}
