// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.util.Arrays;

/**
 * {@link Philox#words} for many words: some hundred counters go through each round together, three
 * times as fast. Each worker has its own, for the arrays in which it works.
 */
public final class PhiloxLanes {
  private static final int CHUNK = 256;
  private static final long WORD = Philox.WORD;

  // words as longs: the JVM makes vector code of loops over them, of a mixture with ints it does
  // not
  private final long[] c0 = new long[CHUNK];
  private final long[] c1 = new long[CHUNK];
  private final long[] c2 = new long[CHUNK];
  private final long[] c3 = new long[CHUNK];

  /** As {@link Philox#words}. */
  public void words(long seed, long counter, int stream, long first, int blocks, int[] out) {
    for (int done = 0; done < blocks; done += CHUNK) {
      int n = Math.min(CHUNK, blocks - done);
      count(first + done, stream, c0, c1, n);
      Arrays.fill(c2, 0, n, counter & WORD);
      Arrays.fill(c3, 0, n, counter >>> 32);
      int k0 = (int) seed;
      int k1 = (int) (seed >>> 32);
      for (int i = 0; i < Philox.ROUNDS; i++) {
        round(c0, c1, c2, c3, k0 & WORD, k1 & WORD, n);
        k0 += Philox.W0;
        k1 += Philox.W1;
      }
      gather(c0, c1, c2, c3, out, 4 * done, n);
    }
  }

  // loops in methods of their own: the JVM compiles each once, and not this method for each of them

  private static void count(long first, int stream, long[] c0, long[] c1, int n) {
    for (int i = 0; i < n; i++) {
      c0[i] = first + i & WORD;
      c1[i] = Philox.place(stream, first + i) & WORD;
    }
  }

  private static void gather(
      long[] c0, long[] c1, long[] c2, long[] c3, int[] out, int from, int n) {
    for (int i = 0; i < n; i++) {
      int at = from + 4 * i;
      out[at] = (int) c0[i];
      out[at + 1] = (int) c1[i];
      out[at + 2] = (int) c2[i];
      out[at + 3] = (int) c3[i];
    }
  }

  private static void round(long[] c0, long[] c1, long[] c2, long[] c3, long k0, long k1, int n) {
    for (int i = 0; i < n; i++) {
      long p0 = Philox.M0 * (c0[i] & WORD);
      long p1 = Philox.M1 * (c2[i] & WORD);
      c0[i] = (p1 >>> 32) ^ c1[i] ^ k0;
      c1[i] = p1 & WORD;
      c2[i] = (p0 >>> 32) ^ c3[i] ^ k1;
      c3[i] = p0 & WORD;
    }
  }
}
