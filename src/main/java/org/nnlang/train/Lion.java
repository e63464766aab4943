// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

/**
 * Steps of one size in the direction of the sign of a running mean (Chen and others, "Symbolic
 * Discovery of Optimization Algorithms", 2023).
 *
 * @param weightDecay each step takes {@code lr * weightDecay} of every weight away
 */
public record Lion(double lr, double beta1, double beta2, double weightDecay)
    implements Optimizer.Elementwise {
  @Override
  public Optimizer at(double rate) {
    return new Lion(rate, beta1, beta2, weightDecay);
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public double[] scalars(long step, double lr) {
    return new double[] {-lr, 1 - lr * weightDecay};
  }

  @Override
  public void write(Pass p) {
    int g = p.gradient();
    int move = p.sign(p.mix(p.slot(0), g, beta1));
    p.slot(0, p.mix(p.slot(0), g, beta2));
    int kept = weightDecay == 0 ? p.weight() : p.times(p.weight(), p.scalar(1));
    p.weight(p.plus(kept, p.times(move, p.scalar(0))));
  }
}
