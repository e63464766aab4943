// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

/**
 * {@link Adam} with the decay of weights apart from the gradient. As torch.optim.AdamW.
 *
 * @param weightDecay each step takes {@code lr * weightDecay} of every weight away
 */
public record AdamW(double lr, double beta1, double beta2, double eps, double weightDecay)
    implements Optimizer.Elementwise {
  @Override
  public Optimizer at(double rate) {
    return new AdamW(rate, beta1, beta2, eps, weightDecay);
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public double[] scalars(long step, double lr) {
    double[] adam = Adam.corrections(step, lr, beta1, beta2, eps);
    return new double[] {adam[0], adam[1], 1 - lr * weightDecay};
  }

  @Override
  public void write(Pass p) {
    int kept = weightDecay == 0 ? p.weight() : p.times(p.weight(), p.scalar(2));
    p.weight(p.plus(kept, Adam.move(p, beta1, beta2)));
  }
}
