// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import org.jspecify.annotations.Nullable;

/** As {@link FloatFunctions}, in double precision, by Java's own functions. */
final class DoubleFunctions {
  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final double PER_ROOT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);

  private DoubleFunctions() {}

  static void exp(double[] x, double[] y, int n, @Nullable Bits unused) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.exp(x[i]);
    }
  }

  static void expm1(double[] x, double[] y, int n, @Nullable Bits unused) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.expm1(x[i]);
    }
  }

  static void log1p(double[] x, double[] y, int n, @Nullable Bits unused) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.log1p(x[i]);
    }
  }

  static void softplus(double[] x, double[] y, int n, @Nullable Bits unused) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(x[i], 0) + Math.log1p(Math.exp(-Math.abs(x[i])));
    }
  }

  static void atan(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.atan(x[i]);
    }
  }

  static void log(double[] x, double[] y, int n, @Nullable Bits unused) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.log(x[i]);
    }
  }

  static void sin(double[] x, double[] y, int n, @Nullable Bits unused) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.sin(x[i]);
    }
  }

  static void cos(double[] x, double[] y, int n, @Nullable Bits unused) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.cos(x[i]);
    }
  }

  static void tanh(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.tanh(x[i]);
    }
  }

  static void sigmoid(double[] x, double[] y, int n, @Nullable Bits unused) {
    for (int i = 0; i < n; i++) {
      y[i] = 1 / (1 + Math.exp(-x[i]));
    }
  }

  static void erf(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Erf.of(x[i]);
    }
  }

  static void gelu(double[] x, double[] y, int n, @Nullable Bits unused) {
    for (int i = 0; i < n; i++) {
      // an infinity times 0 is no number
      double share = Erf.complement(-x[i] * ROOT_HALF);
      y[i] = share == 0 ? -0.0 : x[i] / 2 * share;
    }
  }

  static void geluSlope(double[] x, double[] y, int n, @Nullable Bits unused) {
    for (int i = 0; i < n; i++) {
      double bell = Math.exp(-x[i] * x[i] / 2) * PER_ROOT_TWO_PI;
      y[i] = Erf.complement(-x[i] * ROOT_HALF) / 2 + x[i] * bell;
    }
  }
}
