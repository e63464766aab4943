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
    return corrections(step, lr, beta1, beta2, eps);
  }

  /**
   * The step's size and {@code eps}, both times the root by which the second mean would else have
   * to be corrected weight by weight.
   */
  static double[] corrections(long step, double lr, double beta1, double beta2, double eps) {
    double first = 1 - Math.pow(beta1, step);
    double root = Math.sqrt(1 - Math.pow(beta2, step));
    return new double[] {-lr * root / first, eps * root};
  }

  @Override
  public void write(Pass p) {
    p.weight(p.plus(p.weight(), move(p, beta1, beta2)));
  }

  /** What is added to the weights. */
  static int move(Pass p, double beta1, double beta2) {
    int g = p.gradient();
    int m = p.mix(p.slot(0), g, beta1);
    int v = p.mix(p.slot(1), p.square(g), beta2);
    p.slot(0, m);
    p.slot(1, v);
    int size = p.plus(p.sqrt(v), p.scalar(1));
    return p.over(p.times(m, p.scalar(0)), size);
  }
}
