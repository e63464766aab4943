// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.net;

import java.util.Locale;
import org.nnlang.tensor.Tensor;
import org.nnlang.train.History;

/**
 * What the numbers of a tensor are like.
 *
 * @param low the least that is finite, {@code high} the greatest; not numbers where none is
 * @param mean of those that are finite
 * @param deviation from it, of the population
 * @param odd how many are not finite
 */
public record TensorRange(
    boolean whole, double low, double high, double mean, double deviation, long odd) {
  public static TensorRange of(Tensor t) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    long odd = 0;
    long n = t.size();
    for (long i = 0; i < n; i++) {
      double x = t.getDouble(i);
      if (Double.isFinite(x)) {
        low = Math.min(low, x);
        high = Math.max(high, x);
        sum += x;
        squares += x * x;
      } else {
        odd++;
      }
    }
    long finite = n - odd;
    double mean = sum / finite;
    double deviation = Math.sqrt(Math.max(0, squares / finite - mean * mean));
    boolean none = finite == 0;
    return new TensorRange(
        !t.dtype().isFloat(),
        none ? Double.NaN : low,
        none ? Double.NaN : high,
        mean,
        deviation,
        odd);
  }

  /** {@code -1.2000 .. 0.5000}, with how many are not finite. */
  public String text() {
    String range =
        Double.isNaN(low) ? "" : low == high ? number(low) : number(low) + " .. " + number(high);
    return odd == 0 ? range : (range + " and " + odd + " not finite").replaceFirst("^ and ", "");
  }

  private String number(double x) {
    return whole ? String.format(Locale.ROOT, "%d", (long) x) : History.brief(x);
  }
}
