// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.List;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Philox;

/** Rows in random order, and where a number of them is cut. */
public final class Rearranged {
  /** Larger ones are not stored as a list of row numbers. */
  private static final long LARGEST = 1L << 27;

  private Rearranged() {}

  /**
   * The numbers from 0 to {@code size} in random order, the same for the same seed and counter:
   * Fisher and Yates' shuffle.
   */
  public static long[] shuffled(long size, long seed, long counter) {
    if (size > LARGEST) {
      throw Problem.of(ErrorCode.LIMIT, "this is too much to shuffle, " + size + " rows")
          .hint("`train` takes rows in random order by itself");
    }
    long[] order = new long[(int) size];
    int[] words = new int[4];
    for (int i = 0; i < order.length; i++) {
      Polls.sometimes();
      Philox.words(seed, counter, 0, i, 1, words);
      long random = ((long) words[0] << 32 | words[1] & 0xffff_ffffL) >>> 1;
      int other = (int) (random % (i + 1));
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  /**
   * Where {@code size} things are to be cut so that the pieces have these fractions of them.
   *
   * @return the end of each piece
   * @throws Problem {@code value} where the fractions are not positive or are more than 1 together,
   *     or a piece would be empty
   */
  public static long[] cuts(long size, List<Double> fractions) {
    double sum = 0;
    long[] ends = new long[fractions.size()];
    long last = 0;
    for (int i = 0; i < ends.length; i++) {
      double part = fractions.get(i);
      sum += part;
      if (!(part > 0) || sum > 1 + 1e-9) {
        throw Problem.of(
            ErrorCode.VALUE,
            "parts are fractions above 0 that are at most 1 together, found " + fractions);
      }
      ends[i] = Math.min(size, (long) Math.floor(size * sum + 1e-9));
      if (ends[i] == last) {
        throw Problem.of(ErrorCode.VALUE, "a part of " + part + " of " + size + " would be empty");
      }
      last = ends[i];
    }
    return ends;
  }
}
