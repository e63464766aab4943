// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An evolution strategy (Salimans and others, "Evolution Strategies as a Scalable Alternative to
 * Reinforcement Learning", 2017): {@code w -= lr / (population * std) * sum(a[i] * e[i])}, where
 * {@code a} are the losses of the candidates {@code w + std * e[i]} with their mean taken away and
 * divided by their deviation.
 */
public record Evolution(int population, double std, double lr) implements Optimizer.Sampled {
  @Override
  public Optimizer at(double rate) {
    return new Evolution(population, std, rate);
  }

  @Override
  public int candidates() {
    return population;
  }

  @Override
  public double spread(double rate) {
    return std;
  }

  @Override
  public double @Nullable [] move(double loss, double[] losses, double rate) {
    double worst = Arrays.stream(losses).filter(Double::isFinite).max().orElse(Double.NaN);
    if (Double.isNaN(worst)) {
      return null;
    }
    // a candidate without a loss is as bad as the worst that has one
    double[] known = Arrays.stream(losses).map(l -> Double.isFinite(l) ? l : worst).toArray();
    double mean = Arrays.stream(known).sum() / population;
    double squares = 0;
    for (double l : known) {
      squares += (l - mean) * (l - mean);
    }
    double deviation = Math.sqrt(squares / population);
    if (deviation == 0) {
      return null;
    }
    double[] move = new double[population];
    for (int i = 0; i < population; i++) {
      move[i] = -rate / (population * std) * (known[i] - mean) / deviation;
    }
    return move;
  }
}
