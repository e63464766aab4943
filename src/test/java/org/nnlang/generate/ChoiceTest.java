// SPDX-License-Identifier: Apache-2.0
package org.nnlang.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nnlang.source.Problem;

class ChoiceTest {
  private static final long[] NOTHING = {};

  /** Probabilities 0.1, 0.4, 0.2, 0.3. */
  private static final double[] LOGITS = {
    Math.log(0.1), Math.log(0.4), Math.log(0.2), Math.log(0.3)
  };

  /** How often each token is picked when every thousandth of [0, 1) is tried. */
  private static int[] counts(Choice choice, double[] logits) {
    int[] counts = new int[logits.length];
    for (int i = 0; i < 1000; i++) {
      counts[choice.pick(logits.clone(), NOTHING, (i + 0.5) / 1000)]++;
    }
    return counts;
  }

  @Test
  void picksByProbability() {
    assertArrayEquals(new int[] {100, 400, 200, 300}, counts(new Choice(1, 0, 1, 0, 1), LOGITS));
  }

  /** At temperature 1/2 probabilities are squared: 1, 16, 4, 9 of 30. */
  @Test
  void lowTemperaturesSharpen() {
    assertArrayEquals(new int[] {33, 534, 133, 300}, counts(new Choice(0.5, 0, 1, 0, 1), LOGITS));
  }

  @Test
  void temperatureZeroTakesTheFirstOfTheBest() {
    assertArrayEquals(new int[] {0, 1000, 0, 0}, counts(new Choice(0, 0, 1, 0, 1), LOGITS));
    assertEquals(1, new Choice(0, 0, 1, 0, 1).pick(new double[] {1, 3, 3}, NOTHING, 0.99));
  }

  /** The best two: 4 and 3 of 7. */
  @Test
  void topKKeepsTheBest() {
    assertArrayEquals(new int[] {0, 571, 0, 429}, counts(new Choice(1, 2, 1, 0, 1), LOGITS));
    double[] even = {0, 1, 1, 1};
    assertArrayEquals(new int[] {0, 333, 334, 333}, counts(new Choice(1, 2, 1, 0, 1), even));
    assertArrayEquals(new int[] {100, 400, 200, 300}, counts(new Choice(1, 9, 1, 0, 1), LOGITS));
  }

  /** 0.4 + 0.3 reach 0.7 and 0.5; 0.75 needs 0.2 as well: 4, 2, 3 of 9. */
  @Test
  void topPKeepsWhatReachesIt() {
    assertArrayEquals(new int[] {0, 571, 0, 429}, counts(new Choice(1, 0, 0.5, 0, 1), LOGITS));
    assertArrayEquals(new int[] {0, 444, 223, 333}, counts(new Choice(1, 0, 0.75, 0, 1), LOGITS));
    assertArrayEquals(new int[] {0, 1000, 0, 0}, counts(new Choice(1, 0, 0.01, 0, 1), LOGITS));
  }

  /** At least half of 0.4: 0.2 and 0.3 stay; at least 0.7 of it: 0.3. */
  @Test
  void minPDropsWhatIsFarBelowTheBest() {
    assertArrayEquals(new int[] {0, 444, 223, 333}, counts(new Choice(1, 0, 1, 0.49, 1), LOGITS));
    assertArrayEquals(new int[] {0, 571, 0, 429}, counts(new Choice(1, 0, 1, 0.7, 1), LOGITS));
    assertArrayEquals(new int[] {0, 1000, 0, 0}, counts(new Choice(1, 0, 1, 1, 1), LOGITS));
    // of squares: 4 and 9 of 16 are 0.25 and 0.56
    assertArrayEquals(new int[] {0, 640, 0, 360}, counts(new Choice(0.5, 0, 1, 0.3, 1), LOGITS));
    // after top_p took its part: 0.4 and 0.3 of all reach 0.7 whatever min_p drops
    assertArrayEquals(new int[] {0, 571, 0, 429}, counts(new Choice(1, 0, 0.69, 0.3, 1), LOGITS));
  }

  /**
   * As RepetitionPenaltyLogitsProcessor: scores = where(score < 0, score * penalty, score /
   * penalty) for each token that is there, once however often it is.
   */
  @Test
  void penaltyMakesWhatWasSaidUnlikely() {
    Choice choice = new Choice(0, 0, 1, 0, 2);
    double[] logits = {3, 4, -1, 2.5};
    assertEquals(0, choice.pick(logits, new long[] {1, 1, 2}, 0));
    assertArrayEquals(new double[] {3, 2, -2, 2.5}, logits);
    assertEquals(3, choice.pick(logits, new long[] {0, 99}, 0));
    // from logits 2 and 2 to 1 and 2: e of e + e^2
    int[] counts = new int[2];
    for (int i = 0; i < 1000; i++) {
      double uniform = (i + 0.5) / 1000;
      counts[new Choice(1, 0, 1, 0, 2).pick(new double[] {2, 2}, new long[] {0}, uniform)]++;
    }
    assertArrayEquals(new int[] {269, 731}, counts);
  }

  @Test
  void topKAgreesWithSorting() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      double[] logits = random.doubles(50).map(d -> Math.floor(d * 30)).toArray();
      int k = 1 + random.nextInt(49);
      double[] sorted = logits.clone();
      java.util.Arrays.sort(sorted);
      double least = sorted[sorted.length - k];
      int[] counts = counts(new Choice(20, k, 1, 0, 1), logits);
      for (int i = 0; i < 50; i++) {
        assertEquals(logits[i] >= least, counts[i] > 0, "k " + k + " token " + i);
      }
    }
  }

  @Test
  void infiniteLogitsAreNeverOrAlwaysPicked() {
    double inf = Double.POSITIVE_INFINITY;
    assertArrayEquals(
        new int[] {500, 0, 500}, counts(new Choice(1, 0, 1, 0, 1), new double[] {1, -inf, 1}));
    assertArrayEquals(
        new int[] {0, 1000, 0}, counts(new Choice(1, 0, 1, 0, 1), new double[] {1, inf, -inf}));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThrows(Problem.class, () -> new Choice(-1, 0, 1, 0, 1));
    assertThrows(Problem.class, () -> new Choice(Double.NaN, 0, 1, 0, 1));
    assertThrows(Problem.class, () -> new Choice(1, -1, 1, 0, 1));
    assertThrows(Problem.class, () -> new Choice(1, 0, 0, 0, 1));
    assertThrows(Problem.class, () -> new Choice(1, 0, 1, -0.1, 1));
    assertThrows(Problem.class, () -> new Choice(1, 0, 1, 1.1, 1));
    assertThrows(Problem.class, () -> new Choice(1, 0, 1, 0, 0));
    assertThrows(Problem.class, () -> new Choice(1, 0, 1, 0, Double.NaN));
    Problem p =
        assertThrows(
            Problem.class,
            () -> new Choice(1, 0, 1, 0, 1).pick(new double[] {0, Double.NaN}, NOTHING, 0.5));
    assertEquals("the net gives nan, so no token can be picked", p.getMessage());
  }
}
