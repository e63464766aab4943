// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalsTest {
  private static final int N = 2048;

  /** Bit by bit; also where logarithm, sine or cosine are 0, and where floats are no more dense. */
  @ParameterizedTest
  @CsvSource({"0, 1", "0, 0.02", "0.5, 0.02", "0, 0", "-3, 1e-30", "0, 1e-42", "1e30, 1e30"})
  void theFloatsNextToWhatMathGives(double mean, double std) {
    Normals normals = new Normals();
    SplittableRandom random = new SplittableRandom(1);
    int[] words = new int[N];
    float[] found = new float[N];
    float[] expected = new float[N];
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < N; i++) {
        // every fourth near an eighth of all
        words[i] =
            (i ^ round) % 4 == 0
                ? (random.nextInt(8) << 29) + random.nextInt(5) - 2
                : random.nextInt();
      }
      normals.fill(words, N - round % 2, mean, std, found);
      for (int i = 0; i < N; i++) {
        double radius = std * Math.sqrt(-2 * Math.log(1 - fraction(words[i & -2])));
        double angle = 2 * Math.PI * fraction(words[i | 1]);
        expected[i] = (float) (mean + radius * (i % 2 == 0 ? Math.cos(angle) : Math.sin(angle)));
      }
      assertArrayEquals(expected, found);
    }
  }

  private static double fraction(int word) {
    return (word & 0xFFFFFFFFL) / 4294967296.0;
  }
}
