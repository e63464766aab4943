// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.lang.foreign.ValueLayout;

/**
 * Random numbers of one context. Each request takes the next counter; its numbers depend on seed
 * and counter alone ({@link Philox}), so a generator set back to both goes on as it did.
 */
public final class Generator {
  /** Not one of those that places inside a plan draw from, which count from 0. */
  private static final int STREAM = -1;

  private long seed;
  private long counter;

  public Generator(long seed) {
    this.seed = seed;
  }

  public long seed() {
    return seed;
  }

  /** Starts anew from a seed. */
  public void seed(long value) {
    seed = value;
    counter = 0;
  }

  public long counter() {
    return counter;
  }

  /** Goes back, or on, to what was read as {@link #seed} and {@link #counter}. */
  public void restore(long oldSeed, long oldCounter) {
    seed = oldSeed;
    counter = oldCounter;
  }

  /** A counter that nobody else gets. */
  public long next() {
    return counter++;
  }

  /** A float32 tensor of numbers in [low, high). */
  public Tensor uniform(Memory memory, double low, double high, long... shape) {
    Tensor out = Tensor.zeros(memory, DType.FLOAT32, shape);
    int[] words = words(out.size());
    for (int i = 0; i < out.size(); i++) {
      float x = (float) (low + (high - low) * fraction(words[i]));
      // rounding must not reach the end that is not included
      out.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, x >= high ? (float) low : x);
    }
    return out;
  }

  /** A float32 tensor of normally distributed numbers (Box and Muller, 1958). */
  public Tensor normal(Memory memory, double mean, double std, long... shape) {
    Tensor out = Tensor.zeros(memory, DType.FLOAT32, shape);
    int[] words = words(out.size() + 1);
    for (int i = 0; i < out.size(); i += 2) {
      // in (0, 1], for the logarithm
      double radius = std * Math.sqrt(-2 * Math.log(1 - fraction(words[i])));
      double angle = 2 * Math.PI * fraction(words[i + 1]);
      out.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (mean + radius * Math.cos(angle)));
      if (i + 1 < out.size()) {
        float second = (float) (mean + radius * Math.sin(angle));
        out.data().setAtIndex(ValueLayout.JAVA_FLOAT, i + 1, second);
      }
    }
    return out;
  }

  /** A number in [0, 1). */
  public double nextDouble() {
    int[] words = words(2);
    return ((words[0] >>> 5) * 67108864.0 + (words[1] >>> 6)) / 9007199254740992.0;
  }

  /** An integer in [0, bound). */
  public long nextLong(long bound) {
    int[] words = words(2);
    long bits = (long) words[0] << 32 | words[1] & 0xFFFFFFFFL;
    return Math.unsignedMultiplyHigh(bits, bound);
  }

  /** The numbers 0 to {@code count} in random order. */
  public int[] permutation(int count) {
    int[] out = new int[count];
    int[] words = words(count);
    for (int i = 0; i < count; i++) {
      // Fisher and Yates, from the inside
      int j = (int) ((words[i] & 0xFFFFFFFFL) * (i + 1) >>> 32);
      out[i] = out[j];
      out[j] = i;
    }
    return out;
  }

  private int[] words(long count) {
    int blocks = Math.toIntExact((count + 3) / 4);
    int[] words = new int[4 * blocks];
    Philox.words(seed, next(), STREAM, 0, blocks, words);
    return words;
  }

  private static double fraction(int word) {
    return (word & 0xFFFFFFFFL) / 4294967296.0;
  }
}
