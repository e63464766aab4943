// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Random numbers of one context. Each request takes the next counter; its numbers depend on seed
 * and counter alone ({@link Philox}), so a generator set back to both goes on as it did.
 */
public final class Generator {
  /** Not one of those that places inside a plan draw from, which count from 0. */
  private static final int STREAM = -1;

  /** Numbers made at a time; even, for they are made in pairs. */
  private static final int PIECE = 4096;

  /** Numbers of a large tensor that one thread makes before it takes others. */
  private static final long BLOCK = 8 * PIECE;

  /** About what a number takes. */
  private static final long NANOS = 5;

  private final Sharing sharing;
  private final Worker[] workers;
  private long seed;
  private long counter;

  /** Does the blocks of a large tensor, on any threads and in any order. */
  public interface Sharing {
    /**
     * @param nanos about what all blocks take on one thread
     */
    void share(int blocks, long nanos, Block work);

    /** What makes block {@code block} on worker {@code worker}, both counted from 0. */
    interface Block {
      void make(int block, int worker);
    }
  }

  /**
   * @param workers how many threads share large tensors
   */
  public Generator(long seed, int workers, Sharing sharing) {
    this.seed = seed;
    this.sharing = sharing;
    this.workers = new Worker[workers];
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
    return laterUniform(memory, low, high, shape).get();
  }

  /** A float32 tensor of normally distributed numbers. */
  public Tensor normal(Memory memory, double mean, double std, long... shape) {
    return laterNormal(memory, mean, std, shape).get();
  }

  /**
   * What {@link #uniform} would give now, drawn when it is needed. The memory is taken at once, so
   * what is too large is refused here.
   */
  public Pending laterUniform(Memory memory, double low, double high, long... shape) {
    return later(memory, shape, (own, words, n, out) -> Worker.uniform(words, n, low, high, out));
  }

  /** The same of {@link #normal}. */
  public Pending laterNormal(Memory memory, double mean, double std, long... shape) {
    return later(memory, shape, (own, words, n, out) -> own.normals.fill(words, n, mean, std, out));
  }

  private Pending later(Memory memory, long[] shape, Recipe recipe) {
    Tensor out = Tensor.zeros(memory, DType.FLOAT32, shape);
    long key = seed;
    long of = next();
    return new Pending() {
      @Override
      public Tensor get() {
        into(out);
        return out;
      }

      @Override
      public void into(Tensor there) {
        draw(there, key, of, recipe);
      }
    };
  }

  private void draw(Tensor out, long key, long of, Recipe recipe) {
    int blocks = Math.toIntExact(Math.ceilDiv(out.size(), BLOCK));
    sharing.share(
        blocks,
        NANOS * out.size(),
        (block, worker) -> {
          if (workers[worker] == null) {
            workers[worker] = new Worker();
          }
          long from = block * BLOCK;
          workers[worker].fill(
              out.data(), key, of, from, Math.min(out.size(), from + BLOCK), recipe);
        });
  }

  /** Makes {@code n} numbers of as many words, or of one more where n is odd. */
  private interface Recipe {
    void make(Worker own, int[] words, int n, float[] out);
  }

  /** What one thread needs to draw. */
  private static final class Worker {
    private final PhiloxLanes lanes = new PhiloxLanes();
    private final Normals normals = new Normals();
    private final int[] words = new int[PIECE];
    private final float[] numbers = new float[PIECE];

    void fill(MemorySegment out, long seed, long of, long from, long to, Recipe recipe) {
      for (long at = from; at < to; at += PIECE) {
        int n = (int) Math.min(PIECE, to - at);
        lanes.words(seed, of, STREAM, at / 4, (n + 3) / 4, words);
        recipe.make(this, words, n, numbers);
        MemorySegment.copy(numbers, 0, out, ValueLayout.JAVA_FLOAT, at * Float.BYTES, n);
      }
    }

    static void uniform(int[] words, int n, double low, double high, float[] out) {
      float end = (float) low;
      for (int i = 0; i < n; i++) {
        float x = (float) (low + (high - low) * fraction(words[i]));
        // rounding must not reach the end that is not included
        out[i] = x >= high ? end : x;
      }
    }
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
