// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TicksTest {
  private static List<String> texts(double low, double high, int most) {
    Ticks t = Ticks.of(low, high, most);
    return IntStream.range(0, t.count()).mapToObj(t::text).toList();
  }

  @Test
  void areRoundNumbers() {
    assertEquals(List.of("0.0", "0.5", "1.0"), texts(0, 1, 4));
    assertEquals(List.of("0", "5", "10"), texts(0, 10, 4));
    assertEquals(List.of("-1.0", "-0.5", "0.0", "0.5", "1.0"), texts(-1, 1, 6));
    assertEquals(List.of("500", "1000", "1500", "2000"), texts(1, 2000, 7));
    assertEquals(List.of("1.5", "1.6", "1.7", "1.8", "1.9"), texts(1.41, 1.93, 6));
    assertEquals(List.of("0.0", "0.2", "0.4", "0.6", "0.8", "1.0"), texts(-0.02, 1, 6));
  }

  @Test
  void veryLargeAndSmallOnesHaveExponents() {
    assertEquals(List.of("0", "1e9", "2e9", "3e9"), texts(0, 3e9, 5));
    assertEquals(List.of("1.0e-8", "1.5e-8", "2.0e-8"), texts(1e-8, 2e-8, 4));
  }

  @Test
  void logarithmicOnesAreWholePowersOfTen() {
    assertEquals(List.of("0.001", "0.01", "0.1", "1"), powers(-3.4, 0.2, 6));
    assertEquals(List.of("1e-8", "1e-6", "0.0001", "0.01", "1"), powers(-8.5, 0, 5));
    assertEquals(List.of("1", "10"), powers(0.3, 0.4, 6));
    assertEquals(List.of("10", "100"), powers(1, 1, 6));
    Ticks t = Ticks.powers(0.3, 0.4, 6);
    assertEquals(0.3, t.place(0.3), 1e-12);
  }

  private static List<String> powers(double low, double high, int most) {
    Ticks t = Ticks.powers(low, high, most);
    return IntStream.range(0, t.count()).mapToObj(t::text).toList();
  }

  @Test
  void aSingleValueGetsRoom() {
    assertEquals(List.of("3", "4", "5", "6", "7"), texts(5, 5, 6));
    assertEquals(List.of("-1.0", "-0.5", "0.0", "0.5", "1.0"), texts(0, 0, 6));
  }

  @Test
  void everyRangeLiesWithinFewTicks() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      double a = random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
      double b =
          random.nextBoolean() ? a * (1 + 1e-12 * random.nextInt(3)) : random.nextGaussian() * a;
      Ticks t = Ticks.of(Math.min(a, b), Math.max(a, b), 6);
      assertTrue(t.count() >= 2 && t.count() <= 6, () -> a + " " + b + " " + t);
      double slack = Math.abs(t.high() - t.low()) * 1e-6;
      assertTrue(t.at(0) >= t.low() - slack, () -> a + " " + b + " " + t);
      assertTrue(t.at(t.count() - 1) <= t.high() + slack, () -> a + " " + b + " " + t);
      assertTrue(
          t.place(Math.min(a, b)) > -1e-6 && t.place(Math.max(a, b)) < 1 + 1e-6, () -> a + " " + b);
    }
  }
}
