// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

/**
 * Moves each weight by {@code std} times a normal number, and keeps that where it has a lower loss
 * on the rows of the step.
 */
public record HillClimb(double std) implements Optimizer.Sampled {
  @Override
  public Optimizer at(double rate) {
    return new HillClimb(rate);
  }

  @Override
  public double lr() {
    return std;
  }

  @Override
  public int candidates() {
    return 1;
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
