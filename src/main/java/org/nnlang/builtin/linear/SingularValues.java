// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nnlang.source.Polls;

/**
 * A matrix of no fewer rows than columns as {@code u * s @ vt}. First {@code a = q r}, by
 * reflections; then the columns of {@code r} transposed are turned in pairs until each is at right
 * angles to all others (Hestenes, Jacobi), which finds small singular values to their last digits.
 */
final class SingularValues {
  private static final double EPSILON = Math.ulp(1.0);
  private static final int MOST_SWEEPS = 60;

  private final int rows;
  private final int n;

  /** Singular values, falling. */
  final double[] s;

  /** Column by column. */
  final double[][] u;

  /** Row by row of {@code vt}. */
  final double[][] v;

  SingularValues(Matrix a) {
    rows = a.rows();
    n = a.columns();
    double[][] columns = a.transposed().lines();
    double[] scale = new double[n];
    double[] diagonal = new double[n];
    reflect(columns, scale, diagonal);
    // r transposed, column by column, is r row by row
    double[][] b = new double[n][n];
    double[][] turns = new double[n][n];
    for (int i = 0; i < n; i++) {
      b[i][i] = diagonal[i];
      turns[i][i] = 1;
      for (int j = i + 1; j < n; j++) {
        b[i][j] = columns[j][i];
      }
    }
    turn(b, turns);
    double[] lengths = new double[n];
    for (int i = 0; i < n; i++) {
      lengths[i] = Math.sqrt(dot(b[i], b[i], 0));
    }
    List<Integer> order =
        IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble(i -> -lengths[i])).toList();
    s = new double[n];
    u = new double[n][];
    v = new double[n][];
    for (int k = 0; k < n; k++) {
      int i = order.get(k);
      s[k] = lengths[i];
      u[k] = reflected(columns, scale, turns[i]);
      v[k] = b[i];
      if (s[k] <= n * EPSILON * s[0]) {
        // nothing but rounding: any direction that no other has
        v[k] = other(v, k);
      } else {
        for (int j = 0; j < n; j++) {
          v[k][j] /= s[k];
        }
      }
    }
  }

  private static double dot(double[] a, double[] b, int from) {
    double sum = 0;
    for (int i = from; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double factor, double[] from, double[] to, int first) {
    for (int i = first; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }

  /** Leaves reflections below the diagonal, {@code r} above it, and its diagonal by itself. */
  private void reflect(double[][] columns, double[] scale, double[] diagonal) {
    for (int k = 0; k < n; k++) {
      double[] x = columns[k];
      double length = Math.sqrt(dot(x, x, k));
      if (length == 0) {
        continue;
      }
      diagonal[k] = x[k] > 0 ? -length : length;
      x[k] -= diagonal[k];
      scale[k] = -1 / (diagonal[k] * x[k]);
      for (int j = k + 1; j < n; j++) {
        Polls.sometimes();
        add(-scale[k] * dot(x, columns[j], k), x, columns[j], k);
      }
    }
  }

  /** {@code q} times a column. */
  private double[] reflected(double[][] columns, double[] scale, double[] column) {
    double[] out = java.util.Arrays.copyOf(column, rows);
    for (int k = n - 1; k >= 0; k--) {
      Polls.sometimes();
      if (scale[k] != 0) {
        add(-scale[k] * dot(columns[k], out, k), columns[k], out, k);
      }
    }
    return out;
  }

  private void turn(double[][] b, double[][] turns) {
    boolean turned = true;
    for (int sweep = 0; turned && sweep < MOST_SWEEPS; sweep++) {
      turned = false;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          Polls.sometimes();
          double alpha = dot(b[p], b[p], 0);
          double beta = dot(b[q], b[q], 0);
          double gamma = dot(b[p], b[q], 0);
          if (Math.abs(gamma) > EPSILON * Math.sqrt(alpha * beta) && gamma != 0) {
            turned = true;
            double zeta = (beta - alpha) / (2 * gamma);
            double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
            double c = 1 / Math.hypot(1, t);
            turn(b[p], b[q], c, c * t);
            turn(turns[p], turns[q], c, c * t);
          }
        }
      }
    }
  }

  private static void turn(double[] p, double[] q, double c, double s) {
    for (int i = 0; i < p.length; i++) {
      double x = p[i];
      p[i] = c * x - s * q[i];
      q[i] = s * x + c * q[i];
    }
  }

  /** A direction at right angles to the first of some. */
  private double[] other(double[][] known, int count) {
    double[] best = new double[n];
    double longest = 0;
    for (int axis = 0; axis < n && longest < 0.5; axis++) {
      double[] x = new double[n];
      x[axis] = 1;
      for (int again = 0; again < 2; again++) {
        for (int k = 0; k < count; k++) {
          Polls.sometimes();
          add(-dot(known[k], x, 0), known[k], x, 0);
        }
      }
      double length = Math.sqrt(dot(x, x, 0));
      if (length > longest) {
        longest = length;
        best = x;
      }
    }
    for (int i = 0; i < n; i++) {
      best[i] /= longest;
    }
    return best;
  }
}
