// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import org.nnlang.graph.Unary;

/**
 * {@link Unary} over arrays of floats. Each function is one loop of one line over arrays from index
 * 0, which the JVM turns into vector code. The result may be the argument's array.
 */
final class FloatUnary {
  private FloatUnary() {}

  /**
   * Sets {@code y[i]} to the function of {@code x[i]} for i below n.
   *
   * @param t at least n long
   */
  static void apply(Unary op, float c, float[] x, float[] y, int n, Bits t) {
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
      case EXP -> FloatFunctions.exp(x, y, n, t);
      case EXPM1 -> FloatFunctions.expm1(x, y, n, t);
      case LOG -> FloatFunctions.log(x, y, n, t);
      case LOG1P -> FloatFunctions.log1p(x, y, n, t);
      case SOFTPLUS -> FloatFunctions.softplus(x, y, n, t);
      case SIN -> FloatFunctions.sin(x, y, n, t);
      case COS -> FloatFunctions.cos(x, y, n, t);
      case ATAN -> FloatFunctions.atan(x, y, n);
      case TANH -> FloatFunctions.tanh(x, y, n);
      case SIGMOID -> FloatFunctions.sigmoid(x, y, n, t);
      case ERF -> FloatFunctions.erf(x, y, n);
      case GELU -> FloatFunctions.gelu(x, y, n, t);
      case GELU_SLOPE -> FloatFunctions.geluSlope(x, y, n, t);
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

  private static void neg(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = -x[i];
    }
  }

  private static void abs(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.abs(x[i]);
    }
  }

  private static void sign(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.signum(x[i]);
    }
  }

  private static void floor(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.floor(x[i]);
    }
  }

  private static void ceil(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.ceil(x[i]);
    }
  }

  private static void round(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.rint(x[i]);
    }
  }

  private static void truncate(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Integers.of(x[i]);
    }
  }

  private static void square(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] * x[i];
    }
  }

  private static void sqrt(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.sqrt(x[i]);
    }
  }

  private static void rsqrt(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = 1f / (float) Math.sqrt(x[i]);
    }
  }

  private static void reciprocal(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = 1f / x[i];
    }
  }

  private static void relu(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(x[i], 0f);
    }
  }

  private static void not(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] == 0 ? 1f : 0f;
    }
  }

  private static void isNan(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] != x[i] ? 1f : 0f;
    }
  }

  private static void add(float[] x, float c, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] + c;
    }
  }

  private static void mul(float[] x, float c, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] * c;
    }
  }

  private static void rsub(float[] x, float c, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = c - x[i];
    }
  }

  private static void rdiv(float[] x, float c, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = c / x[i];
    }
  }

  private static void rpow(float[] x, float c, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.pow(c, x[i]);
    }
  }

  private static void max(float[] x, float c, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(x[i], c);
    }
  }

  private static void min(float[] x, float c, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.min(x[i], c);
    }
  }

  private static void gt(float[] x, float c, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] > c ? 1f : 0f;
    }
  }

  private static void ge(float[] x, float c, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] >= c ? 1f : 0f;
    }
  }

  private static void lt(float[] x, float c, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] < c ? 1f : 0f;
    }
  }

  private static void le(float[] x, float c, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] <= c ? 1f : 0f;
    }
  }

  private static void eq(float[] x, float c, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] == c ? 1f : 0f;
    }
  }

  private static void ne(float[] x, float c, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] != c ? 1f : 0f;
    }
  }

  // the powers that formulas are full of are not worth a logarithm
  private static void pow(float[] x, float c, float[] y, int n) {
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
        y[i] = (float) Math.pow(x[i], c);
      }
    }
  }

  private static void cube(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] * x[i] * x[i];
    }
  }
}
