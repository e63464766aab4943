// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

/**
 * Moves each weight by {@code std} times a normal number, and keeps that where it has a lower loss
 * on the rows of the step.
 */
public record HillClimb(double std) implements Optimizer.Greedy {
  @Override
  public Optimizer at(double rate) {
    return new HillClimb(rate);
  }

  @Override
  public double lr() {
    return std;
  }
}
