// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.Arrays;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Which two neighbouring tokens of byte pair encoding become one: those that training found first,
 * until there are none.
 *
 * @param all by {@link #key}
 */
record Merges(Map<Long, Merge> all) {
  /** What merging two tokens gives; of several the merge of the lowest rank comes first. */
  record Merge(int rank, int made) {}

  static long key(int left, int right) {
    return (long) left << 32 | right;
  }

  /** Two neighbours to be merged; {@code left} and {@code right} are where they are. */
  private record Pair(Merge merge, int left, int leftToken, int right, int rightToken)
      implements Comparable<Pair> {
    /** The merge that training found first; among equals the first in the word. */
    @Override
    public int compareTo(Pair o) {
      int byRank = Integer.compare(merge.rank, o.merge.rank);
      return byRank != 0 ? byRank : Integer.compare(left, o.left);
    }
  }

  /** What is left of these tokens, whose array is used up. */
  long[] merged(int[] token) {
    int[] next = new int[token.length];
    int[] before = new int[token.length];
    PriorityQueue<Pair> pairs = new PriorityQueue<>();
    for (int i = 0; i < token.length; i++) {
      before[i] = i - 1;
      next[i] = i + 1;
    }
    for (int i = 0; i + 1 < token.length; i++) {
      add(pairs, token, i, i + 1);
    }
    while (!pairs.isEmpty()) {
      Pair pair = pairs.remove();
      // one of the two may be merged with another by now
      if (token[pair.left] != pair.leftToken
          || token[pair.right] != pair.rightToken
          || next[pair.left] != pair.right) {
        continue;
      }
      token[pair.left] = pair.merge.made;
      token[pair.right] = -1;
      int after = next[pair.right];
      next[pair.left] = after;
      if (after < token.length) {
        before[after] = pair.left;
        add(pairs, token, pair.left, after);
      }
      if (before[pair.left] >= 0) {
        add(pairs, token, before[pair.left], pair.left);
      }
    }
    return Arrays.stream(token).filter(t -> t >= 0).asLongStream().toArray();
  }

  private void add(PriorityQueue<Pair> pairs, int[] token, int left, int right) {
    Merge merge = all.get(key(token[left], token[right]));
    if (merge != null) {
      pairs.add(new Pair(merge, left, token[left], right, token[right]));
    }
  }
}
