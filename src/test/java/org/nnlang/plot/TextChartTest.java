// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nnlang.source.Problem;

/** Expected pictures are drawn by hand. */
class TextChartTest {
  private static final double NAN = Double.NaN;

  private static Chart chart(Series... series) {
    return new Chart(null, null, null, List.of(series));
  }

  @Test
  void oneCurveIsDots() {
    // 9 columns are 18 dots across, 3 rows are 12 dots down: the line falls by 11 over 17 dots
    Chart chart = chart(Series.of(null, new double[] {2, 0}));
    assertEquals(
        """
        2 ┤⠑⠢⣀
        1 ┤   ⠑⠢⢄
        0 ┤      ⠉⠢⢄
          └┬───┬───┬
          0.0 0.5 1.0
        """,
        TextChart.of(chart, 12, 3, false));
  }

  @Test
  void severalCurvesAreMarksWithALegend() {
    Series up = Series.of("up", new double[] {0, 1, 2, 3, 4});
    Series down = Series.of("down", new double[] {4, 3, 2, 1, 0});
    Chart chart = new Chart("cross", "step", "height", List.of(up, down));
    assertEquals(
        """
             cross
        height
        4 ┤×       •
          │ ××   ••
        2 ┤   ××•
          │  •• ××
        0 ┤••     ××
          └┬───┬───┬
           0   2   4
             step
           • up   × down
        """,
        TextChart.of(chart, 12, 5, false));
  }

  @Test
  void whatIsNotFiniteIsAGap() {
    Chart chart = chart(Series.of(null, new double[] {1, NAN, 1, Double.POSITIVE_INFINITY, 1}));
    assertEquals(
        1 + 1 + 1,
        TextChart.of(chart, 40, 4, false)
            .codePoints()
            .filter(c -> c > 0x2800 && c < 0x2900)
            .count());
    Chart none = chart(Series.of(null, new double[] {NAN}));
    assertEquals(0, TextChart.of(none, 40, 4, false).codePoints().filter(c -> c > 0x2800).count());
  }

  @Test
  void coloursEndWhereTheCurveEnds() {
    Chart chart = chart(Series.of("a", new double[] {0, 0}), Series.of("b", new double[] {1, 1}));
    String text = TextChart.of(chart, 11, 2, true);
    assertTrue(text.contains("\u001b[33m⠉⠉⠉⠉⠉⠉⠉⠉\u001b[0m\n"), text);
    assertTrue(text.contains("\u001b[36m⣀⣀⣀⣀⣀⣀⣀⣀\u001b[0m\n"), text);
  }

  @Test
  void labelsCannotMoveTheCursor() {
    Chart chart =
        new Chart("a\u001b[2Jb", null, null, List.of(Series.of("c\nd", new double[] {1})));
    String text = TextChart.of(chart, 40, 4, false);
    assertTrue(text.contains("a [2Jb") && text.contains("c d"), text);
  }

  @Test
  void aCurveNeedsAsManyXAsY() {
    Problem p = assertThrows(Problem.class, () -> new Series(null, new double[2], new double[3]));
    assertEquals("a curve needs as many x as y values, here are 2 and 3", p.getMessage());
  }
}
