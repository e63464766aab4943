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

  /** Numbers of a large tensor made at a time. */
  private static final int CHUNK = 4096;

  private final Runnable poll;
  private final PhiloxLanes lanes = new PhiloxLanes();
  private final int[] chunk = new int[CHUNK];
  private long seed;
  private long counter;

  /**
   * @param poll called often while large tensors are made; what it throws ends that
   */
  public Generator(long seed, Runnable poll) {
    this.seed = seed;
    this.poll = poll;
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
    long first = next();
    for (long at = 0; at < out.size(); at += CHUNK) {
      int n = (int) Math.min(CHUNK, out.size() - at);
      int[] words = chunk(first, at, n);
      for (int i = 0; i < n; i++) {
        float x = (float) (low + (high - low) * fraction(words[i]));
        // rounding must not reach the end that is not included
        out.data().setAtIndex(ValueLayout.JAVA_FLOAT, at + i, x >= high ? (float) low : x);
      }
    }
    return out;
  }

  /** A float32 tensor of normally distributed numbers (Box and Muller, 1958). */
  public Tensor normal(Memory memory, double mean, double std, long... shape) {
    Tensor out = Tensor.zeros(memory, DType.FLOAT32, shape);
    long first = next();
    for (long at = 0; at < out.size(); at += CHUNK) {
      int n = (int) Math.min(CHUNK, out.size() - at);
      int[] words = chunk(first, at, n);
      for (int i = 0; i < n; i += 2) {
        // in (0, 1], for the logarithm
        double radius = std * Math.sqrt(-2 * Math.log(1 - fraction(words[i])));
        double angle = 2 * Math.PI * fraction(words[i + 1]);
        float one = (float) (mean + radius * Math.cos(angle));
        out.data().setAtIndex(ValueLayout.JAVA_FLOAT, at + i, one);
        if (i + 1 < n) {
          float second = (float) (mean + radius * Math.sin(angle));
          out.data().setAtIndex(ValueLayout.JAVA_FLOAT, at + i + 1, second);
        }
      }
    }
    return out;
  }

  /** Words {@code at} to {@code at + n} of a counter's, and one more where n is odd. */
  private int[] chunk(long of, long at, int n) {
    poll.run();
    lanes.words(seed, of, STREAM, at / 4, (n + 3) / 4, chunk);
    return chunk;
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
