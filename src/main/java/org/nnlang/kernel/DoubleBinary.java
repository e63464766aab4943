// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import org.nnlang.graph.Binary;

/** {@link Binary} and selection over arrays of doubles. The result may be an argument's array. */
final class DoubleBinary {
  private DoubleBinary() {}

  /** Sets {@code y[i]} to the function of {@code a[i]} and {@code b[i]} for i below n. */
  static void apply(Binary op, double[] a, double[] b, double[] y, int n) {
    switch (op) {
      case ADD -> add(a, b, y, n);
      case SUB -> sub(a, b, y, n);
      case MUL -> mul(a, b, y, n);
      case DIV -> div(a, b, y, n);
      case FLOOR_DIV -> floorDiv(a, b, y, n);
      case MOD -> mod(a, b, y, n);
      case POW -> pow(a, b, y, n);
      case MAX -> max(a, b, y, n);
      case MIN -> min(a, b, y, n);
      case EQ -> eq(a, b, y, n);
      case NE -> ne(a, b, y, n);
      case LT -> lt(a, b, y, n);
      case LE -> le(a, b, y, n);
      case GT -> gt(a, b, y, n);
      case GE -> ge(a, b, y, n);
      case AND -> and(a, b, y, n);
      case OR -> or(a, b, y, n);
      case GATE -> gate(a, b, y, n);
    }
  }

  /** {@code y[i]} is {@code c * a[i] + d * b[i]}. */
  static void mix(double c, double d, double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = c * a[i] + d * b[i];
    }
  }

  /** {@code y[i]} is {@code a[i]} where {@code test[i]} is not 0, else {@code b[i]}. */
  static void select(double[] test, double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = test[i] != 0 ? a[i] : b[i];
    }
  }

  private static void add(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] + b[i];
    }
  }

  private static void sub(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] - b[i];
    }
  }

  private static void mul(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] * b[i];
    }
  }

  private static void div(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] / b[i];
    }
  }

  private static void floorDiv(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = floorDiv(a[i], b[i]);
    }
  }

  private static void mod(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = mod(a[i], b[i]);
    }
  }

  private static void pow(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.pow(a[i], b[i]);
    }
  }

  private static void max(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(a[i], b[i]);
    }
  }

  private static void min(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.min(a[i], b[i]);
    }
  }

  private static void eq(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] == b[i] ? 1 : 0;
    }
  }

  private static void ne(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] != b[i] ? 1 : 0;
    }
  }

  private static void lt(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] < b[i] ? 1 : 0;
    }
  }

  private static void le(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] <= b[i] ? 1 : 0;
    }
  }

  private static void gt(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] > b[i] ? 1 : 0;
    }
  }

  private static void ge(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] >= b[i] ? 1 : 0;
    }
  }

  private static void and(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] != 0 && b[i] != 0 ? 1 : 0;
    }
  }

  private static void gate(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] > 0 ? b[i] : 0;
    }
  }

  private static void or(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] != 0 || b[i] != 0 ? 1 : 0;
    }
  }

  /** The remainder with the sign of the divisor. */
  private static double mod(double a, double b) {
    double r = a % b;
    return r != 0 && r < 0 != b < 0 ? r + b : r;
  }

  // a / b itself may round up to the next integer; a less its remainder is a multiple of b
  private static double floorDiv(double a, double b) {
    return b == 0 ? a / b : Math.rint((a - mod(a, b)) / b);
  }
}
