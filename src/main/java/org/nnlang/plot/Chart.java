// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Polls;

/**
 * Curves over a common pair of axes.
 *
 * @param title what stands above, or null
 * @param xName what the horizontal axis counts, or null
 * @param yName what the vertical axis counts, or null
 * @param xPowers whether x are logarithms to base ten, which the axis shows as what they are of
 * @param yPowers the same of y
 */
public record Chart(
    @Nullable String title,
    @Nullable String xName,
    @Nullable String yName,
    List<Series> series,
    boolean xPowers,
    boolean yPowers) {
  public Chart {
    series = List.copyOf(series);
  }

  public Chart(
      @Nullable String title, @Nullable String xName, @Nullable String yName, List<Series> series) {
    this(title, xName, yName, series, false, false);
  }

  /** The same with logarithmic axes; what is not above 0 is a gap there. */
  public Chart logarithmic(boolean x, boolean y) {
    List<Series> powers =
        series.stream()
            .map(s -> new Series(s.label(), x ? log10(s.x()) : s.x(), y ? log10(s.y()) : s.y()))
            .toList();
    return new Chart(title, xName, yName, powers, x, y);
  }

  private static double[] log10(double[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      Polls.sometimes();
      out[i] = Math.log10(values[i]);
    }
    return out;
  }

  Ticks xTicks(int most) {
    return ticks(Series::x, most, xPowers);
  }

  Ticks yTicks(int most) {
    return ticks(Series::y, most, yPowers);
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

  private Ticks ticks(Function<Series, double[]> side, int most, boolean powers) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Series s : series) {
      double[] values = side.apply(s);
      for (int i = 0; i < values.length; i++) {
        Polls.sometimes();
        if (s.isDrawn(i)) {
          low = Math.min(low, values[i]);
          high = Math.max(high, values[i]);
        }
      }
    }
    double from = low <= high ? low : 0;
    double to = low <= high ? high : 1;
    return powers ? Ticks.powers(from, to, most) : Ticks.of(from, to, most);
  }
}
