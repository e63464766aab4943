// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

/**
 * Adam: each weight's step is scaled by running means of its gradient and of the square of it. As
 * torch.optim.Adam.
 */
public record Adam(double lr, double beta1, double beta2, double eps)
    implements Optimizer.Elementwise {
  @Override
  public Optimizer at(double rate) {
    return new Adam(rate, beta1, beta2, eps);
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public double[] scalars(long step, double lr) {
    return corrections(step, lr, beta1, beta2);
  }

  /** The step's size and the root of the second mean's correction. */
  static double[] corrections(long step, double lr, double beta1, double beta2) {
    double first = 1 - Math.pow(beta1, step);
    double second = 1 - Math.pow(beta2, step);
    return new double[] {-lr / first, Math.sqrt(second)};
  }

  @Override
  public void write(Pass p) {
    p.weight(p.plus(p.weight(), move(p, beta1, beta2, eps)));
  }

  /** What is added to the weights. */
  static int move(Pass p, double beta1, double beta2, double eps) {
    int g = p.gradient();
    int m = p.mix(p.slot(0), g, beta1);
    int v = p.mix(p.slot(1), p.square(g), beta2);
    p.slot(0, m);
    p.slot(1, v);
    int size = p.plus(p.over(p.sqrt(v), p.scalar(1)), eps);
    return p.times(p.over(m, size), p.scalar(0));
  }
}
