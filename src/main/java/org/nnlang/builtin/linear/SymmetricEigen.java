// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nnlang.source.Polls;

/**
 * Eigenvalues and vectors of a symmetric matrix: made tridiagonal by reflections, then diagonal by
 * implicit QL, as EISPACK's tred2 and tql2 do it (Bowdler, Martin, Reinsch and Wilkinson, 1971).
 */
final class SymmetricEigen {
  private static final double EPSILON = Math.ulp(1.0);

  private final int n;
  private final double[][] v;
  private final double[] d;
  private final double[] e;

  /**
   * @param a of which the lower triangle counts
   */
  SymmetricEigen(Matrix a) {
    n = a.rows();
    v = a.lines();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        v[j][i] = v[i][j];
      }
    }
    d = new double[n];
    e = new double[n];
    if (n > 0) {
      tridiagonal();
      accumulate();
      diagonal();
    }
  }

  /** Eigenvalues, rising. */
  Matrix values() {
    return new Matrix(n, 1, order().stream().mapToDouble(i -> d[i]).toArray());
  }

  /** Their vectors as columns. */
  Matrix vectors() {
    List<Integer> order = order();
    Matrix out = new Matrix(n, n);
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        out.set(i, k, v[i][order.get(k)]);
      }
    }
    return out;
  }

  private List<Integer> order() {
    return IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble(i -> d[i])).toList();
  }

  private void tridiagonal() {
    System.arraycopy(v[n - 1], 0, d, 0, n);
    for (int i = n - 1; i > 0; i--) {
      double scale = 0;
      double h = 0;
      for (int k = 0; k < i; k++) {
        scale += Math.abs(d[k]);
      }
      if (scale == 0) {
        e[i] = d[i - 1];
        for (int j = 0; j < i; j++) {
          d[j] = v[i - 1][j];
          v[i][j] = 0;
          v[j][i] = 0;
        }
      } else {
        for (int k = 0; k < i; k++) {
          d[k] /= scale;
          h += d[k] * d[k];
        }
        double f = d[i - 1];
        double g = f > 0 ? -Math.sqrt(h) : Math.sqrt(h);
        e[i] = scale * g;
        h -= f * g;
        d[i - 1] = f - g;
        similar(i, h);
      }
      d[i] = h;
    }
  }

  /** Applies the reflection in {@code d} to the columns that are left. */
  private void similar(int i, double h) {
    java.util.Arrays.fill(e, 0, i, 0);
    for (int j = 0; j < i; j++) {
      Polls.sometimes();
      double f = d[j];
      v[j][i] = f;
      double g = e[j] + v[j][j] * f;
      for (int k = j + 1; k < i; k++) {
        g += v[k][j] * d[k];
        e[k] += v[k][j] * f;
      }
      e[j] = g;
    }
    double f = 0;
    for (int j = 0; j < i; j++) {
      e[j] /= h;
      f += e[j] * d[j];
    }
    double half = f / (h + h);
    for (int j = 0; j < i; j++) {
      e[j] -= half * d[j];
    }
    for (int j = 0; j < i; j++) {
      Polls.sometimes();
      for (int k = j; k < i; k++) {
        v[k][j] -= d[j] * e[k] + e[j] * d[k];
      }
      d[j] = v[i - 1][j];
      v[i][j] = 0;
    }
  }

  /** Makes one matrix of all reflections. */
  private void accumulate() {
    for (int i = 0; i < n - 1; i++) {
      v[n - 1][i] = v[i][i];
      v[i][i] = 1;
      double h = d[i + 1];
      if (h != 0) {
        for (int k = 0; k <= i; k++) {
          d[k] = v[k][i + 1] / h;
        }
        for (int j = 0; j <= i; j++) {
          Polls.sometimes();
          double g = 0;
          for (int k = 0; k <= i; k++) {
            g += v[k][i + 1] * v[k][j];
          }
          for (int k = 0; k <= i; k++) {
            v[k][j] -= g * d[k];
          }
        }
      }
      for (int k = 0; k <= i; k++) {
        v[k][i + 1] = 0;
      }
    }
    for (int j = 0; j < n; j++) {
      d[j] = v[n - 1][j];
      v[n - 1][j] = 0;
    }
    v[n - 1][n - 1] = 1;
    e[0] = 0;
  }

  private void diagonal() {
    System.arraycopy(e, 1, e, 0, n - 1);
    e[n - 1] = 0;
    double shift = 0;
    double size = 0;
    for (int l = 0; l < n; l++) {
      size = Math.max(size, Math.abs(d[l]) + Math.abs(e[l]));
      int m = l;
      while (Math.abs(e[m]) > EPSILON * size) {
        m++;
      }
      if (m > l) {
        do {
          shift += shifted(l);
          turns(l, m);
        } while (Math.abs(e[l]) > EPSILON * size);
      }
      d[l] += shift;
      e[l] = 0;
    }
  }

  private double shifted(int l) {
    double g = d[l];
    double p = (d[l + 1] - g) / (2 * e[l]);
    double r = p < 0 ? -Math.hypot(p, 1) : Math.hypot(p, 1);
    d[l] = e[l] / (p + r);
    d[l + 1] = e[l] * (p + r);
    double h = g - d[l];
    for (int i = l + 2; i < n; i++) {
      d[i] -= h;
    }
    return h;
  }

  private void turns(int l, int m) {
    double next = d[l + 1];
    double p = d[m];
    double c = 1;
    double c2 = 1;
    double c3 = 1;
    double s = 0;
    double s2 = 0;
    double first = e[l + 1];
    for (int i = m - 1; i >= l; i--) {
      Polls.sometimes();
      c3 = c2;
      c2 = c;
      s2 = s;
      double g = c * e[i];
      double h = c * p;
      double r = Math.hypot(p, e[i]);
      e[i + 1] = s * r;
      s = e[i] / r;
      c = p / r;
      p = c * d[i] - s * g;
      d[i + 1] = h + s * (c * g + s * d[i]);
      for (double[] row : v) {
        double x = row[i + 1];
        row[i + 1] = s * row[i] + c * x;
        row[i] = c * row[i] - s * x;
      }
    }
    p = -s * s2 * c3 * first * e[l] / next;
    e[l] = s * p;
    d[l] = c * p;
  }
}
