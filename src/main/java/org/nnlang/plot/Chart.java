// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import java.util.List;
import java.util.function.Function;

/**
 * Curves over a common pair of axes.
 *
 * @param title what stands above, or null
 * @param xName what the horizontal axis counts, or null
 * @param yName what the vertical axis counts, or null
 */
public record Chart(String title, String xName, String yName, List<Series> series) {
  public Chart {
    series = List.copyOf(series);
  }

  Ticks xTicks(int most) {
    return ticks(Series::x, most);
  }

  Ticks yTicks(int most) {
    return ticks(Series::y, most);
  }

  boolean hasLegend() {
    return series.stream().anyMatch(s -> s.label() != null);
  }

  /** The label of curve {@code i}, which the legend needs once any curve has one. */
  String label(int i) {
    String label = series.get(i).label();
    return label == null ? "curve " + (i + 1) : plain(label);
  }

  /** Without control characters, which would move the cursor or break XML. */
  static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private Ticks ticks(Function<Series, double[]> side, int most) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Series s : series) {
      double[] values = side.apply(s);
      for (int i = 0; i < values.length; i++) {
        if (s.isDrawn(i)) {
          low = Math.min(low, values[i]);
          high = Math.max(high, values[i]);
        }
      }
    }
    return low <= high ? Ticks.of(low, high, most) : Ticks.of(0, 1, most);
  }
}
