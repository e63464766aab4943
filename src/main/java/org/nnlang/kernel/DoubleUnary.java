// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import org.nnlang.graph.Unary;

/**
 * {@link Unary} over arrays of doubles. Each function is one loop of one line over arrays from
 * index 0, which the JVM turns into vector code. The result may be the argument's array.
 */
final class DoubleUnary {
  private DoubleUnary() {}

  /**
   * Sets {@code y[i]} to the function of {@code x[i]} for i below n.
   *
   * @param t at least n long
   */
  static void apply(Unary op, double c, double[] x, double[] y, int n, Bits t) {
    switch (op) {
      case NEG -> neg(x, y, n);
      case ABS -> abs(x, y, n);
      case SIGN -> sign(x, y, n);
      case FLOOR -> floor(x, y, n);
      case CEIL -> ceil(x, y, n);
      case ROUND -> round(x, y, n);
      case TRUNCATE -> truncate(x, y, n);
      case SQUARE -> square(x, y, n);
      case SQRT -> sqrt(x, y, n);
      case RSQRT -> rsqrt(x, y, n);
      case RECIPROCAL -> reciprocal(x, y, n);
      case RELU -> relu(x, y, n);
      case NOT -> not(x, y, n);
      case IS_NAN -> isNan(x, y, n);
      case EXP -> DoubleFunctions.exp(x, y, n, t);
      case EXPM1 -> DoubleFunctions.expm1(x, y, n, t);
      case LOG -> DoubleFunctions.log(x, y, n, t);
      case LOG1P -> DoubleFunctions.log1p(x, y, n, t);
      case SOFTPLUS -> DoubleFunctions.softplus(x, y, n, t);
      case SIN -> DoubleFunctions.sin(x, y, n, t);
      case COS -> DoubleFunctions.cos(x, y, n, t);
      case ATAN -> DoubleFunctions.atan(x, y, n);
      case TANH -> DoubleFunctions.tanh(x, y, n);
      case SIGMOID -> DoubleFunctions.sigmoid(x, y, n, t);
      case ERF -> DoubleFunctions.erf(x, y, n);
      case GELU -> DoubleFunctions.gelu(x, y, n, t);
      case GELU_SLOPE -> DoubleFunctions.geluSlope(x, y, n, t);
      case ADD_C -> add(x, c, y, n);
      case MUL_C -> mul(x, c, y, n);
      case RSUB_C -> rsub(x, c, y, n);
      case RDIV_C -> rdiv(x, c, y, n);
      case RPOW_C -> rpow(x, c, y, n);
      case MAX_C -> max(x, c, y, n);
      case MIN_C -> min(x, c, y, n);
      case GT_C -> gt(x, c, y, n);
      case GE_C -> ge(x, c, y, n);
      case LT_C -> lt(x, c, y, n);
      case LE_C -> le(x, c, y, n);
      case EQ_C -> eq(x, c, y, n);
      case NE_C -> ne(x, c, y, n);
      case POW_C -> pow(x, c, y, n);
    }
  }

  private static void neg(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = -x[i];
    }
  }

  private static void abs(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.abs(x[i]);
    }
  }

  private static void sign(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.signum(x[i]);
    }
  }

  private static void floor(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.floor(x[i]);
    }
  }

  private static void ceil(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.ceil(x[i]);
    }
  }

  private static void round(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.rint(x[i]);
    }
  }

  private static void truncate(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Integers.of(x[i]);
    }
  }

  private static void square(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] * x[i];
    }
  }

  private static void sqrt(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.sqrt(x[i]);
    }
  }

  private static void rsqrt(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = 1 / Math.sqrt(x[i]);
    }
  }

  private static void reciprocal(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = 1 / x[i];
    }
  }

  private static void relu(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(x[i], 0);
    }
  }

  private static void not(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] == 0 ? 1 : 0;
    }
  }

  private static void isNan(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] != x[i] ? 1 : 0;
    }
  }

  private static void add(double[] x, double c, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] + c;
    }
  }

  private static void mul(double[] x, double c, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] * c;
    }
  }

  private static void rsub(double[] x, double c, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = c - x[i];
    }
  }

  private static void rdiv(double[] x, double c, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = c / x[i];
    }
  }

  private static void rpow(double[] x, double c, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.pow(c, x[i]);
    }
  }

  private static void max(double[] x, double c, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(x[i], c);
    }
  }

  private static void min(double[] x, double c, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.min(x[i], c);
    }
  }

  private static void gt(double[] x, double c, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] > c ? 1 : 0;
    }
  }

  private static void ge(double[] x, double c, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] >= c ? 1 : 0;
    }
  }

  private static void lt(double[] x, double c, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] < c ? 1 : 0;
    }
  }

  private static void le(double[] x, double c, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] <= c ? 1 : 0;
    }
  }

  private static void eq(double[] x, double c, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] == c ? 1 : 0;
    }
  }

  private static void ne(double[] x, double c, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] != c ? 1 : 0;
    }
  }

  // the powers that formulas are full of are not worth a logarithm
  private static void pow(double[] x, double c, double[] y, int n) {
    if (c == 2) {
      square(x, y, n);
    } else if (c == 0.5) {
      sqrt(x, y, n);
    } else if (c == -0.5) {
      rsqrt(x, y, n);
    } else if (c == -1) {
      reciprocal(x, y, n);
    } else if (c == 3) {
      cube(x, y, n);
    } else {
      for (int i = 0; i < n; i++) {
        y[i] = Math.pow(x[i], c);
      }
    }
  }

  private static void cube(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] * x[i] * x[i];
    }
  }
}
