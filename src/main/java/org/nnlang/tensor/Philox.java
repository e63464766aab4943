// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

/**
 * The counter-based generator Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel Random
 * Numbers: As Easy as 1, 2, 3", 2011): four words of a counter and two of a key give four random
 * words, so any number of a sequence can be had without those before it.
 */
public final class Philox {
  static final long M0 = 0xD2511F53L;
  static final long M1 = 0xCD9E8D57L;
  static final int W0 = 0x9E3779B9;
  static final int W1 = 0xBB67AE85;
  static final int ROUNDS = 10;
  static final long WORD = 0xFFFFFFFFL;

  private Philox() {}

  /**
   * The four words of a counter (its four words from the lowest) under a key, to {@code out[at]}.
   */
  public static void block(int c0, int c1, int c2, int c3, int k0, int k1, int[] out, int at) {
    for (int i = 0; i < ROUNDS; i++) {
      long p0 = M0 * (c0 & WORD);
      long p1 = M1 * (c2 & WORD);
      c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      c1 = (int) p1;
      c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c3 = (int) p0;
      k0 += W0;
      k1 += W1;
    }
    out[at] = c0;
    out[at + 1] = c1;
    out[at + 2] = c2;
    out[at + 3] = c3;
  }

  /**
   * Words {@code 4 * first} to {@code 4 * (first + blocks)} of the sequence that seed, counter and
   * stream name, to {@code out} from 0.
   */
  public static void words(long seed, long counter, int stream, long first, int blocks, int[] out) {
    int k0 = (int) seed;
    int k1 = (int) (seed >>> 32);
    int c2 = (int) counter;
    int c3 = (int) (counter >>> 32);
    for (int i = 0; i < blocks; i++) {
      long index = first + i;
      block((int) index, place(stream, index), c2, c3, k0, k1, out, 4 * i);
    }
  }

  /**
   * The numbers of [0, 1) that a graph draws: element i of a tensor is the upper 24 bits of word i
   * of the sequence that seed, counter and stream name.
   */
  public static void uniform(long seed, long counter, int stream, float[] out) {
    int[] words = new int[(out.length + 3) / 4 * 4];
    words(seed, counter, stream, 0, words.length / 4, words);
    for (int i = 0; i < out.length; i++) {
      out[i] = (words[i] >>> 8) * 0x1p-24f;
    }
  }

  /** The second word of a counter. A stream has 2^34 words before its number has to give way. */
  static int place(int stream, long index) {
    return stream ^ Integer.reverse((int) (index >>> 32));
  }
}
