// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.util.Arrays;

/** Sorts arrays of any length in pieces, between which the work can be ended. */
final class Sorting {
  /** Numbers that are sorted, or put together, between two questions. */
  private static final int PIECE = 1 << 16;

  private Sorting() {}

  /**
   * @param poll what it throws ends the sorting
   */
  static void sort(long[] keys, Runnable poll) {
    for (int from = 0; from < keys.length; from += PIECE) {
      poll.run();
      Arrays.sort(keys, from, Math.min(keys.length, from + PIECE));
    }
    long[] from = keys;
    long[] to = keys.length > PIECE ? new long[keys.length] : keys;
    for (long width = PIECE; width < keys.length; width *= 2) {
      for (long at = 0; at < keys.length; at += 2 * width) {
        int middle = (int) Math.min(keys.length, at + width);
        merge(from, (int) at, middle, (int) Math.min(keys.length, at + 2 * width), to, poll);
      }
      long[] other = from;
      from = to;
      to = other;
    }
    if (from != keys) {
      System.arraycopy(from, 0, keys, 0, keys.length);
    }
  }

  private static void merge(long[] from, int low, int middle, int end, long[] to, Runnable poll) {
    int a = low;
    int b = middle;
    for (int i = low; i < end; i++) {
      if ((i & PIECE - 1) == 0) {
        poll.run();
      }
      to[i] = b == end || a < middle && from[a] <= from[b] ? from[a++] : from[b++];
    }
  }
}
