// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import org.nnlang.graph.Unary;

/**
 * {@link Unary} over arrays of longs, of those functions that have integers as results. Constants
 * are integers. The result may be the argument's array.
 */
final class LongUnary {
  private LongUnary() {}

  private interface Function {
    long of(long x);
  }

  /** Sets {@code y[i]} to the function of {@code x[i]} for i below n. */
  static void apply(Unary op, long c, long[] x, long[] y, int n) {
    switch (op) {
      case NEG -> each(Integers::neg, x, y, n);
      case ABS -> each(Integers::abs, x, y, n);
      case SIGN -> each(Long::signum, x, y, n);
      case FLOOR, CEIL, ROUND, TRUNCATE -> System.arraycopy(x, 0, y, 0, n);
      case SQUARE -> each(a -> Integers.mul(a, a), x, y, n);
      case RELU -> each(a -> Math.max(a, 0), x, y, n);
      case NOT -> each(a -> bit(a == 0), x, y, n);
      case IS_NAN -> each(a -> 0, x, y, n);
      case ADD_C -> each(a -> Integers.add(a, c), x, y, n);
      case MUL_C -> each(a -> Integers.mul(a, c), x, y, n);
      case RSUB_C -> each(a -> Integers.sub(c, a), x, y, n);
      case POW_C -> each(a -> Integers.pow(a, c), x, y, n);
      case RPOW_C -> each(a -> Integers.pow(c, a), x, y, n);
      case MAX_C -> each(a -> Math.max(a, c), x, y, n);
      case MIN_C -> each(a -> Math.min(a, c), x, y, n);
      case GT_C -> each(a -> bit(a > c), x, y, n);
      case GE_C -> each(a -> bit(a >= c), x, y, n);
      case LT_C -> each(a -> bit(a < c), x, y, n);
      case LE_C -> each(a -> bit(a <= c), x, y, n);
      case EQ_C -> each(a -> bit(a == c), x, y, n);
      case NE_C -> each(a -> bit(a != c), x, y, n);
      default -> throw new IllegalArgumentException(op + " of integers");
    }
  }

  private static long bit(boolean b) {
    return b ? 1 : 0;
  }

  private static void each(Function f, long[] x, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = f.of(x[i]);
    }
  }
}
