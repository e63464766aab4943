// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

/**
 * Which rows a step takes.
 *
 * @param batch rows of a step, or of each of its parts where gradients are accumulated
 * @param accumulate of how many batches a step takes the gradients together
 * @param shuffle whether each epoch takes the rows in another order
 * @param seed of shuffling and dropout
 */
public record DataOrder(int batch, int accumulate, boolean shuffle, long seed) {
  public DataOrder {
    Setup.atLeast("batch", batch, 1);
    Setup.atLeast("accumulate", accumulate, 1);
  }

  public DataOrder withBatch(int newBatch) {
    return new DataOrder(newBatch, accumulate, shuffle, seed);
  }

  public DataOrder withAccumulate(int newAccumulate) {
    return new DataOrder(batch, newAccumulate, shuffle, seed);
  }

  public DataOrder withShuffle(boolean newShuffle) {
    return new DataOrder(batch, accumulate, newShuffle, seed);
  }

  public DataOrder withSeed(long newSeed) {
    return new DataOrder(batch, accumulate, shuffle, newSeed);
  }
}
