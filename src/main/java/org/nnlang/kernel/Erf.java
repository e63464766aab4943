// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

/**
 * The error function in double precision: its series (Abramowitz and Stegun 7.1.6) near 0 and the
 * continued fraction of its complement (7.1.14) beyond. Not fast: it serves the checking of
 * gradients.
 */
final class Erf {
  private static final double TWO_BY_ROOT_PI = 1.1283791670955126;
  private static final double PER_ROOT_PI = 0.5641895835477563;
  private static final double SWITCH = 2.5;
  private static final double COMPLEMENT_SWITCH = 1.5;
  private static final double LIMIT = 6;
  private static final int FRACTIONS = 60;

  private Erf() {}

  static double of(double x) {
    double a = Math.abs(x);
    if (!(a < LIMIT)) {
      return a != a ? x : Math.signum(x);
    }
    if (a < SWITCH) {
      double square = x * x;
      // e^-x^2 with the part of the square that rounding loses
      double bell = Math.exp(-square) * (1 - Math.fma(x, x, -square));
      double term = x;
      double sum = x;
      for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
        term *= square / (n + 0.5);
        sum += term;
      }
      return TWO_BY_ROOT_PI * bell * sum;
    }
    return Math.signum(x) * (1 - tail(a));
  }

  /** 1 less the error function, exact where that is near 1. */
  static double complement(double x) {
    return x < COMPLEMENT_SWITCH ? 1 - of(x) : tail(x);
  }

  private static double tail(double a) {
    double square = a * a;
    double fraction = a;
    for (int k = FRACTIONS; k > 0; k--) {
      fraction = a + k / 2.0 / fraction;
    }
    return PER_ROOT_PI * Math.exp(-square) * (1 - Math.fma(a, a, -square)) / fraction;
  }
}
