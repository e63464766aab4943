// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

/**
 * Throws all weights away for others, {@code scale} times normal numbers, where these have a lower
 * loss on the rows of the step.
 */
public record RandomSearch(double scale) implements Optimizer.Sampled {
  @Override
  public Optimizer at(double rate) {
    return new RandomSearch(rate);
  }

  @Override
  public double lr() {
    return scale;
  }

  @Override
  public int candidates() {
    return 1;
  }

  @Override
  public double kept() {
    return 0;
  }

  @Override
  public double spread(double lr) {
    return lr;
  }

  @Override
  public double[] move(double loss, double[] losses, double lr) {
    return losses[0] < loss ? new double[] {lr} : null;
  }
}
