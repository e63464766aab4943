// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import java.util.function.LongToDoubleFunction;

/** How numbers are spread, as a row of bars an eighth of a line high each. */
public final class Histogram {
  private static final String BARS = " ▁▂▃▄▅▆▇█";

  private Histogram() {}

  /**
   * A bar for each of {@code bins} parts of equal width between {@code low} and {@code high}, as
   * high as numbers are many in it; what is empty is a blank, what is not is seen.
   *
   * @param count how many numbers there are; those that are not finite count for nothing
   */
  public static String of(
      long count, LongToDoubleFunction number, double low, double high, int bins) {
    long[] found = new long[bins];
    long most = 0;
    for (long i = 0; i < count; i++) {
      double x = number.applyAsDouble(i);
      if (Double.isFinite(x)) {
        int bin = high > low ? (int) ((x - low) / (high - low) * bins) : 0;
        bin = Math.clamp(bin, 0, bins - 1);
        found[bin]++;
        most = Math.max(most, found[bin]);
      }
    }
    StringBuilder out = new StringBuilder();
    for (long n : found) {
      out.append(BARS.charAt(n == 0 ? 0 : (int) Math.max(1, Math.round(8.0 * n / most))));
    }
    return out.toString();
  }
}
