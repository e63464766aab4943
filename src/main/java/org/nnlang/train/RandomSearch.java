// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

/**
 * Throws all weights away for others, {@code scale} times normal numbers, where these have a lower
 * loss on the rows of the step.
 */
public record RandomSearch(double scale) implements Optimizer.Greedy {
  @Override
  public Optimizer at(double rate) {
    return new RandomSearch(rate);
  }

  @Override
  public double lr() {
    return scale;
  }

  @Override
  public double kept() {
    return 0;
  }
}
