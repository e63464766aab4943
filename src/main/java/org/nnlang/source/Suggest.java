// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Suggest {
  /** Longer words are not compared: nobody mistypes them, and the comparison is quadratic. */
  private static final int LONGEST = 64;

  private Suggest() {}

  /**
   * The candidate nearest to {@code word}, if one is near: the same letters in another case first,
   * then the one fewest edits away, where swapping neighbours is one edit. Words of up to 4 letters
   * may differ by one edit, longer ones by a third of their length. Among equals the one that
   * starts in the same case, then the first in alphabetical order.
   */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      Polls.sometimes();
      if (candidate.equals(word)) {
        continue;
      }
      int distance = candidate.equalsIgnoreCase(word) ? 0 : distance(word, candidate);
      if (distance <= allowed(word, candidate)
          && (best == null
              || distance < least
              || distance == least && comesBefore(candidate, best, word))) {
        best = candidate;
        least = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean comesBefore(String candidate, String best, String word) {
    boolean alike = candidate.charAt(0) == word.charAt(0);
    boolean bestAlike = best.charAt(0) == word.charAt(0);
    return alike == bestAlike ? candidate.compareTo(best) < 0 : alike;
  }

  private static int allowed(String word, String candidate) {
    int shorter = Math.min(word.length(), candidate.length());
    return shorter <= 1 ? 0 : Math.max(1, shorter / 3);
  }

  /** Optimal string alignment of the words in lower case. */
  private static int distance(String left, String right) {
    int gap = Math.abs(left.length() - right.length());
    if (Math.max(left.length(), right.length()) > LONGEST || gap > allowed(left, right)) {
      return Integer.MAX_VALUE;
    }
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    var cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        least = Math.min(least, cost[i - 1][j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          least = Math.min(least, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = least;
      }
    }
    return cost[a.length()][b.length()];
  }
}
