// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;

/**
 * One curve: points joined in the order given. A point that is not finite is a gap.
 *
 * @param label its name in the legend, or null
 */
public record Series(@Nullable String label, double[] x, double[] y) {
  public Series {
    if (x.length != y.length) {
      throw Problem.of(
          ErrorCode.SHAPE,
          "a curve needs as many x as y values, here are " + x.length + " and " + y.length);
    }
  }

  /** Values at 0, 1, 2, … */
  public static Series of(String label, double[] y) {
    double[] x = new double[y.length];
    for (int i = 0; i < x.length; i++) {
      Polls.sometimes();
      x[i] = i;
    }
    return new Series(label, x, y);
  }

  /** Whether point {@code i} can be drawn. */
  boolean isDrawn(int i) {
    return Double.isFinite(x[i]) && Double.isFinite(y[i]);
  }
}
