// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import org.nnlang.graph.Binary;

/** {@link Binary} and selection over arrays of floats. The result may be an argument's array. */
final class FloatBinary {
  private FloatBinary() {}

  /** Sets {@code y[i]} to the function of {@code a[i]} and {@code b[i]} for i below n. */
  static void apply(Binary op, float[] a, float[] b, float[] y, int n) {
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
  static void mix(float c, float d, float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = c * a[i] + d * b[i];
    }
  }

  /** {@code y[i]} is {@code a[i]} where {@code test[i]} is not 0, else {@code b[i]}. */
  static void select(float[] test, float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = test[i] != 0 ? a[i] : b[i];
    }
  }

  private static void add(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] + b[i];
    }
  }

  private static void sub(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] - b[i];
    }
  }

  private static void mul(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] * b[i];
    }
  }

  private static void div(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] / b[i];
    }
  }

  private static void floorDiv(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = floorDiv(a[i], b[i]);
    }
  }

  private static void mod(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = mod(a[i], b[i]);
    }
  }

  private static void pow(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.pow(a[i], b[i]);
    }
  }

  private static void max(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(a[i], b[i]);
    }
  }

  private static void min(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.min(a[i], b[i]);
    }
  }

  private static void eq(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] == b[i] ? 1f : 0f;
    }
  }

  private static void ne(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] != b[i] ? 1f : 0f;
    }
  }

  private static void lt(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] < b[i] ? 1f : 0f;
    }
  }

  private static void le(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] <= b[i] ? 1f : 0f;
    }
  }

  private static void gt(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] > b[i] ? 1f : 0f;
    }
  }

  private static void ge(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] >= b[i] ? 1f : 0f;
    }
  }

  private static void and(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] != 0 && b[i] != 0 ? 1f : 0f;
    }
  }

  private static void gate(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] > 0 ? b[i] : 0f;
    }
  }

  private static void or(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] != 0 || b[i] != 0 ? 1f : 0f;
    }
  }

  /** The remainder with the sign of the divisor. */
  private static float mod(float a, float b) {
    float r = a % b;
    return r != 0 && r < 0 != b < 0 ? r + b : r;
  }

  // a / b itself may round up to the next integer; a less its remainder is a multiple of b
  private static float floorDiv(float a, float b) {
    return b == 0 ? a / b : (float) Math.rint((a - mod(a, b)) / b);
  }
}
