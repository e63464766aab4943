// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Binary;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Unary;

/** What the functions of the kernels mean, by {@link Math}. */
final class Functions {
  private Functions() {}

  static double of(Unary op, double x, double c) {
    return switch (op) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case FLOOR -> Math.floor(x);
      case CEIL -> Math.ceil(x);
      case ROUND -> Math.rint(x);
      case TRUNCATE -> x < 0 ? Math.ceil(x) : Math.floor(x);
      case SQUARE -> x * x;
      case SQRT -> Math.sqrt(x);
      case RSQRT -> 1 / Math.sqrt(x);
      case RECIPROCAL -> 1 / x;
      case EXP -> Math.exp(x);
      case EXPM1 -> Math.expm1(x);
      case LOG -> Math.log(x);
      case LOG1P -> Math.log1p(x);
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case ATAN -> Math.atan(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case ERF -> erf(x);
      case GELU -> x / 2 * (1 + erf(x / Math.sqrt(2)));
      case GELU_SLOPE ->
          (1 + erf(x / Math.sqrt(2))) / 2 + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
      case RELU -> x > 0 || x != x ? x : 0;
      case NOT -> bit(x == 0);
      case IS_NAN -> bit(x != x);
      case ADD_C -> x + c;
      case MUL_C -> x * c;
      case RSUB_C -> c - x;
      case RDIV_C -> c / x;
      case POW_C -> Math.pow(x, c);
      case RPOW_C -> Math.pow(c, x);
      case MAX_C -> Math.max(x, c);
      case MIN_C -> Math.min(x, c);
      case GT_C -> bit(x > c);
      case GE_C -> bit(x >= c);
      case LT_C -> bit(x < c);
      case LE_C -> bit(x <= c);
      case EQ_C -> bit(x == c);
      case NE_C -> bit(x != c);
    };
  }

  static double of(Binary op, double a, double b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case FLOOR_DIV -> Math.floor(a / b);
      case MOD -> a - b * Math.floor(a / b);
      case POW -> Math.pow(a, b);
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case EQ -> bit(a == b);
      case NE -> bit(a != b);
      case LT -> bit(a < b);
      case LE -> bit(a <= b);
      case GT -> bit(a > b);
      case GE -> bit(a >= b);
      case AND -> bit(a != 0 && b != 0);
      case GATE -> a > 0 ? b : 0;
      case OR -> bit(a != 0 || b != 0);
    };
  }

  static double start(Reduction op) {
    return switch (op) {
      case SUM -> 0;
      case PROD -> 1;
      case MAX -> Double.NEGATIVE_INFINITY;
      case MIN -> Double.POSITIVE_INFINITY;
    };
  }

  static double join(Reduction op, double a, double b) {
    return switch (op) {
      case SUM -> a + b;
      case PROD -> a * b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }

  private static double bit(boolean b) {
    return b ? 1 : 0;
  }

  /**
   * By its series up to 3, by its continued fraction beyond: exact to a few units in the last
   * place.
   */
  static double erf(double x) {
    double a = Math.abs(x);
    if (a < 3) {
      double term = a;
      double sum = a;
      for (int n = 1; n < 200; n++) {
        term *= 2 * a * a / (2 * n + 1);
        sum += term;
      }
      return Math.signum(x) * 2 / Math.sqrt(Math.PI) * Math.exp(-a * a) * sum;
    }
    double f = 0;
    for (int n = 60; n > 0; n--) {
      f = n / 2.0 / (a + f);
    }
    return Math.signum(x) * (1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + f));
  }
}
