// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import org.nnlang.tensor.Philox;

/**
 * Random numbers from the counter-based generator, 53 bits each.
 *
 * @param seed of the script, or of this one call
 * @param counter sets calls under one seed apart
 */
public record Draws(long seed, long counter) implements Sampler.Random {
  @Override
  public double at(int row, long step) {
    int[] words = new int[4];
    Philox.words(seed, counter, row, step, 1, words);
    long high = words[0] >>> 5;
    long low = words[1] >>> 6;
    return (high << 26 | low) * 0x1p-53;
  }
}
