// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

import org.nnlang.source.Polls;

/**
 * A square matrix as the product of a lower and an upper triangle, its rows exchanged so that each
 * pivot is the largest there is in its column.
 */
final class Elimination {
  private final double[][] rows;
  private final int[] order;
  private final int n;
  private int sign = 1;

  Elimination(Matrix a) {
    n = a.rows();
    rows = a.lines();
    order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int k = 0; k < n; k++) {
      exchange(k, largest(k));
      double pivot = rows[k][k];
      if (pivot == 0) {
        continue;
      }
      for (int i = k + 1; i < n; i++) {
        Polls.sometimes();
        double factor = rows[i][k] / pivot;
        rows[i][k] = factor;
        if (factor != 0) {
          subtract(factor, rows[k], rows[i], k + 1);
        }
      }
    }
  }

  private int largest(int k) {
    int best = k;
    for (int i = k + 1; i < n; i++) {
      if (Math.abs(rows[i][k]) > Math.abs(rows[best][k])) {
        best = i;
      }
    }
    return best;
  }

  private void exchange(int i, int k) {
    if (i != k) {
      double[] row = rows[i];
      rows[i] = rows[k];
      rows[k] = row;
      int place = order[i];
      order[i] = order[k];
      order[k] = place;
      sign = -sign;
    }
  }

  private static void subtract(double factor, double[] from, double[] row, int first) {
    for (int j = first; j < row.length; j++) {
      row[j] -= factor * from[j];
    }
  }

  /** The determinant. */
  double determinant() {
    double product = sign;
    for (int i = 0; i < n; i++) {
      product *= rows[i][i];
    }
    return product;
  }

  /** The smallest pivot by the largest: what is left of the digits. */
  double quality() {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int i = 0; i < n; i++) {
      least = Math.min(least, Math.abs(rows[i][i]));
      most = Math.max(most, Math.abs(rows[i][i]));
    }
    return n == 0 ? 1 : most == 0 ? 0 : least / most;
  }

  /** x of {@code a @ x = b}. */
  Matrix solve(Matrix b) {
    double[][] x = new double[n][];
    double[][] given = b.lines();
    for (int i = 0; i < n; i++) {
      x[i] = given[order[i]];
      for (int k = 0; k < i; k++) {
        Polls.sometimes();
        subtract(rows[i][k], x[k], x[i], 0);
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        Polls.sometimes();
        subtract(rows[i][k], x[k], x[i], 0);
      }
      for (int j = 0; j < x[i].length; j++) {
        x[i][j] /= rows[i][i];
      }
    }
    Matrix out = new Matrix(n, b.columns());
    for (int i = 0; i < n; i++) {
      System.arraycopy(x[i], 0, out.data(), i * b.columns(), b.columns());
    }
    return out;
  }
}
