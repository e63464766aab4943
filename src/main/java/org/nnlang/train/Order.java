// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

/**
 * The order in which an epoch takes the rows of a data set: a permutation that is computed, not
 * stored, so that a data set of any size is shuffled in no memory, and any place in it can be asked
 * for when training is resumed.
 *
 * <p>A Feistel network permutes the numbers below a power of four, keyed by seed and epoch; numbers
 * past the end are permuted again until one is not (Black and Rogaway, "Ciphers with Arbitrary
 * Finite Domains", 2002).
 */
record Order(long size, boolean shuffled, long seed) {
  private static final int ROUNDS = 6;

  /** Which row is number {@code place} of {@code epoch}. */
  long row(long epoch, long place) {
    if (!shuffled || size <= 1) {
      return place;
    }
    int half = (64 - Long.numberOfLeadingZeros(size - 1) + 1) / 2;
    long key = mix(seed + mix(epoch + 0x632BE59BD9B4E019L));
    long at = place;
    do {
      at = permute(at, half, key);
    } while (at >= size);
    return at;
  }

  private static long permute(long at, int half, long key) {
    long mask = (1L << half) - 1;
    long left = at >>> half;
    long right = at & mask;
    for (int round = 0; round < ROUNDS; round++) {
      long next = left ^ mix(key + right * 0x9E3779B97F4A7C15L + round) & mask;
      left = right;
      right = next;
    }
    return left << half | right;
  }

  /** The finaliser of SplitMix64: every bit of the result depends on every bit of the argument. */
  static long mix(long z) {
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
