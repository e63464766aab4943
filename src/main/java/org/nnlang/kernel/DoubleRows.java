// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.util.Arrays;

/**
 * Rows of doubles in one array, row r from {@code r * cols} on, and arrays of one number a row.
 * Sums are of eight interleaved parts: that breaks the chain of additions, and errs less.
 */
final class DoubleRows {
  private DoubleRows() {}

  /** {@code y[r]} is the reduction of row r. */
  static void reduce(Reduction op, double[] x, double[] y, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      int from = r * cols;
      y[r] =
          switch (op) {
            case SUM -> sum(x, from, from + cols);
            case PROD -> prod(x, from, from + cols);
            case MAX -> max(x, from, from + cols);
            case MIN -> min(x, from, from + cols);
          };
    }
  }

  private static double sum(double[] x, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = from;
    for (; i + 8 <= to; i += 8) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    for (; i < to; i++) {
      s0 += x[i];
    }
    return ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7));
  }

  private static double prod(double[] x, int from, int to) {
    double p = 1;
    for (int i = from; i < to; i++) {
      p *= x[i];
    }
    return p;
  }

  private static double max(double[] x, int from, int to) {
    double m0 = Double.NEGATIVE_INFINITY;
    double m1 = m0;
    double m2 = m0;
    double m3 = m0;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      m0 = Math.max(m0, x[i]);
      m1 = Math.max(m1, x[i + 1]);
      m2 = Math.max(m2, x[i + 2]);
      m3 = Math.max(m3, x[i + 3]);
    }
    for (; i < to; i++) {
      m0 = Math.max(m0, x[i]);
    }
    return Math.max(Math.max(m0, m1), Math.max(m2, m3));
  }

  private static double min(double[] x, int from, int to) {
    double m0 = Double.POSITIVE_INFINITY;
    double m1 = m0;
    double m2 = m0;
    double m3 = m0;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      m0 = Math.min(m0, x[i]);
      m1 = Math.min(m1, x[i + 1]);
      m2 = Math.min(m2, x[i + 2]);
      m3 = Math.min(m3, x[i + 3]);
    }
    for (; i < to; i++) {
      m0 = Math.min(m0, x[i]);
    }
    return Math.min(Math.min(m0, m1), Math.min(m2, m3));
  }

  /** Row r of y is {@code v[r]} everywhere. */
  static void expand(double[] v, double[] y, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      Arrays.fill(y, r * cols, r * cols + cols, v[r]);
    }
  }

  /** Each number of row r and {@code v[r]}; the latter first where {@code flipped}. */
  static void apply(
      Binary op, boolean flipped, double[] x, double[] v, double[] y, int rows, int cols) {
    switch (op) {
      case ADD -> add(x, v, y, rows, cols);
      case MUL -> mul(x, v, y, rows, cols);
      case SUB -> {
        if (flipped) {
          rsub(x, v, y, rows, cols);
        } else {
          sub(x, v, y, rows, cols);
        }
      }
      case DIV -> {
        if (flipped) {
          rdiv(x, v, y, rows, cols);
        } else {
          div(x, v, y, rows, cols);
        }
      }
      default -> throw new IllegalArgumentException(op.name());
    }
  }

  private static void add(double[] x, double[] v, double[] y, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      double c = v[r];
      int to = r * cols + cols;
      for (int i = r * cols; i < to; i++) {
        y[i] = x[i] + c;
      }
    }
  }

  private static void sub(double[] x, double[] v, double[] y, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      double c = v[r];
      int to = r * cols + cols;
      for (int i = r * cols; i < to; i++) {
        y[i] = x[i] - c;
      }
    }
  }

  private static void rsub(double[] x, double[] v, double[] y, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      double c = v[r];
      int to = r * cols + cols;
      for (int i = r * cols; i < to; i++) {
        y[i] = c - x[i];
      }
    }
  }

  private static void mul(double[] x, double[] v, double[] y, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      double c = v[r];
      int to = r * cols + cols;
      for (int i = r * cols; i < to; i++) {
        y[i] = x[i] * c;
      }
    }
  }

  private static void div(double[] x, double[] v, double[] y, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      double c = v[r];
      int to = r * cols + cols;
      for (int i = r * cols; i < to; i++) {
        y[i] = x[i] / c;
      }
    }
  }

  private static void rdiv(double[] x, double[] v, double[] y, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      double c = v[r];
      int to = r * cols + cols;
      for (int i = r * cols; i < to; i++) {
        y[i] = c / x[i];
      }
    }
  }
}
