// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import org.nnlang.graph.Binary;

/**
 * {@link Binary} and selection over arrays of longs, of those functions that have integers as
 * results. The result may be an argument's array.
 */
final class LongBinary {
  private LongBinary() {}

  private interface Function {
    long of(long a, long b);
  }

  /** Sets {@code y[i]} to the function of {@code a[i]} and {@code b[i]} for i below n. */
  static void apply(Binary op, long[] a, long[] b, long[] y, int n) {
    switch (op) {
      case ADD -> each(Integers::add, a, b, y, n);
      case SUB -> each(Integers::sub, a, b, y, n);
      case MUL -> each(Integers::mul, a, b, y, n);
      case FLOOR_DIV -> each(Integers::floorDiv, a, b, y, n);
      case MOD -> each(Integers::mod, a, b, y, n);
      case POW -> each(Integers::pow, a, b, y, n);
      case MAX -> each(Math::max, a, b, y, n);
      case MIN -> each(Math::min, a, b, y, n);
      case EQ -> each((p, q) -> bit(p == q), a, b, y, n);
      case NE -> each((p, q) -> bit(p != q), a, b, y, n);
      case LT -> each((p, q) -> bit(p < q), a, b, y, n);
      case LE -> each((p, q) -> bit(p <= q), a, b, y, n);
      case GT -> each((p, q) -> bit(p > q), a, b, y, n);
      case GE -> each((p, q) -> bit(p >= q), a, b, y, n);
      case AND -> each((p, q) -> bit(p != 0 && q != 0), a, b, y, n);
      case OR -> each((p, q) -> bit(p != 0 || q != 0), a, b, y, n);
      case GATE -> each((p, q) -> p > 0 ? q : 0, a, b, y, n);
      case DIV -> throw new IllegalArgumentException(op + " of integers");
    }
  }

  /** {@code y[i]} is {@code a[i]} where {@code test[i]} is not 0, else {@code b[i]}. */
  static void select(long[] test, long[] a, long[] b, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = test[i] != 0 ? a[i] : b[i];
    }
  }

  private static long bit(boolean b) {
    return b ? 1 : 0;
  }

  private static void each(Function f, long[] a, long[] b, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = f.of(a[i], b[i]);
    }
  }
}
