// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.util.Arrays;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Reduction;

/**
 * Rows of floats in one array, row r from {@code r * cols} on, and arrays of one number a row. Sums
 * are of sixteen interleaved parts: that breaks the chain of additions, and errs less.
 */
final class FloatRows {
  private FloatRows() {}

  /** {@code y[r]} is the reduction of row r. */
  static void reduce(Reduction op, float[] x, float[] y, int rows, int cols) {
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

  private static float sum(float[] x, int from, int to) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    float s8 = 0;
    float s9 = 0;
    float s10 = 0;
    float s11 = 0;
    float s12 = 0;
    float s13 = 0;
    float s14 = 0;
    float s15 = 0;
    int i = from;
    for (; i + 16 <= to; i += 16) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
      s8 += x[i + 8];
      s9 += x[i + 9];
      s10 += x[i + 10];
      s11 += x[i + 11];
      s12 += x[i + 12];
      s13 += x[i + 13];
      s14 += x[i + 14];
      s15 += x[i + 15];
    }
    for (; i < to; i++) {
      s0 += x[i];
    }
    float even = ((s0 + s8) + (s4 + s12)) + ((s2 + s10) + (s6 + s14));
    float odd = ((s1 + s9) + (s5 + s13)) + ((s3 + s11) + (s7 + s15));
    return even + odd;
  }

  /** {@code y[i]} is the reduction of what is in place i of rows of {@code width} numbers. */
  static void fold(Reduction op, float[] x, int count, int width, double[] y) {
    if (op == Reduction.SUM && width == 1) {
      y[0] = total(x, count);
      return;
    }
    Arrays.fill(y, 0, width, op.identity());
    for (int from = 0; from < count; from += width) {
      if (op == Reduction.SUM) {
        addTo(y, x, from, width);
        continue;
      }
      for (int i = 0; i < width; i++) {
        y[i] = op.apply(y[i], x[from + i]);
      }
    }
  }

  private static void addTo(double[] y, float[] x, int from, int width) {
    for (int i = 0; i < width; i++) {
      y[i] += x[from + i];
    }
  }

  private static double total(float[] x, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i + 8 <= n; i += 8) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    for (; i < n; i++) {
      s0 += x[i];
    }
    return ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7));
  }

  private static float prod(float[] x, int from, int to) {
    float p = 1;
    for (int i = from; i < to; i++) {
      p *= x[i];
    }
    return p;
  }

  // a running Math.max is slow: a branch that is rarely taken is not
  private static float max(float[] x, int from, int to) {
    float m = Float.NEGATIVE_INFINITY;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      float v = Math.max(Math.max(x[i], x[i + 1]), Math.max(x[i + 2], x[i + 3]));
      if (!(v <= m)) {
        if (v != v) {
          return v;
        }
        m = v;
      }
    }
    for (; i < to; i++) {
      m = Math.max(m, x[i]);
    }
    return m;
  }

  private static float min(float[] x, int from, int to) {
    float m = Float.POSITIVE_INFINITY;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      float v = Math.min(Math.min(x[i], x[i + 1]), Math.min(x[i + 2], x[i + 3]));
      if (!(v >= m)) {
        if (v != v) {
          return v;
        }
        m = v;
      }
    }
    for (; i < to; i++) {
      m = Math.min(m, x[i]);
    }
    return m;
  }

  /** Row r of y is {@code v[r]} everywhere. */
  static void expand(float[] v, float[] y, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      Arrays.fill(y, r * cols, r * cols + cols, v[r]);
    }
  }

  /** Each number of row r and {@code v[r]}; the latter first where {@code flipped}. */
  static void apply(
      Binary op, boolean flipped, float[] x, float[] v, float[] y, int rows, int cols) {
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

  private static void add(float[] x, float[] v, float[] y, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      float c = v[r];
      int to = r * cols + cols;
      for (int i = r * cols; i < to; i++) {
        y[i] = x[i] + c;
      }
    }
  }

  private static void sub(float[] x, float[] v, float[] y, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      float c = v[r];
      int to = r * cols + cols;
      for (int i = r * cols; i < to; i++) {
        y[i] = x[i] - c;
      }
    }
  }

  private static void rsub(float[] x, float[] v, float[] y, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      float c = v[r];
      int to = r * cols + cols;
      for (int i = r * cols; i < to; i++) {
        y[i] = c - x[i];
      }
    }
  }

  private static void mul(float[] x, float[] v, float[] y, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      float c = v[r];
      int to = r * cols + cols;
      for (int i = r * cols; i < to; i++) {
        y[i] = x[i] * c;
      }
    }
  }

  private static void div(float[] x, float[] v, float[] y, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      float c = v[r];
      int to = r * cols + cols;
      for (int i = r * cols; i < to; i++) {
        y[i] = x[i] / c;
      }
    }
  }

  private static void rdiv(float[] x, float[] v, float[] y, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      float c = v[r];
      int to = r * cols + cols;
      for (int i = r * cols; i < to; i++) {
        y[i] = c / x[i];
      }
    }
  }
}
