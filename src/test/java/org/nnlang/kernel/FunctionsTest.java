// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Unary;

/** Every function in both precisions, on ordinary numbers and on those at the edges. */
class FunctionsTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double[] NUMBERS = {
    0,
    1,
    -1,
    0.5,
    -0.5,
    1.5,
    2,
    -2,
    2.5,
    3,
    -3.25,
    7,
    -7,
    10,
    1e-3,
    -1e-3,
    30,
    INF,
    -INF,
    Double.NaN
  };

  @ParameterizedTest
  @EnumSource(Unary.class)
  void ofOneNumber(Unary op) {
    // long enough for vector code, and a rest
    double[] x = new double[3 * NUMBERS.length];
    boolean finite = op == Unary.TRUNCATE;
    Arrays.setAll(x, i -> finite ? NUMBERS[i % (NUMBERS.length - 3)] : NUMBERS[i % NUMBERS.length]);
    float[] narrow = new float[x.length];
    for (double c : new double[] {-1, -0.5, 0.5, 2, 3, 2.5}) {
      for (int i = 0; i < x.length; i++) {
        narrow[i] = (float) x[i];
      }
      double[] y = new double[x.length];
      DoubleUnary.apply(op, c, x, y, x.length, null);
      // in place, as passes do
      FloatUnary.apply(op, (float) c, narrow, narrow, x.length, new Bits().of(x.length));
      for (int i = 0; i < x.length; i++) {
        double expected = Reference.unary(op, c, x[i]);
        if (op == Unary.POW_C && x[i] == -INF) {
          // a square root has no value there, a power has
          continue;
        }
        if (op == Unary.GELU || op == Unary.GELU_SLOPE) {
          // differences of what is near 1
          double most = Math.max(1, Math.abs(x[i]));
          if (Double.isFinite(x[i])) {
            assertEquals(expected, y[i], 1e-15 * most, op + " of " + x[i]);
            assertEquals(expected, narrow[i], 4e-7 * most, op + " of " + x[i]);
          }
          continue;
        }
        check(expected, y[i], 1e-14, op + " of " + x[i] + " and " + c);
        double inFloat = Reference.unary(op, c, (float) x[i]);
        check((float) inFloat, narrow[i], 6e-7, op + " of " + x[i] + " and " + c);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Binary.class)
  void ofTwoNumbers(Binary op) {
    int n = NUMBERS.length * NUMBERS.length;
    double[] a = new double[n];
    double[] b = new double[n];
    float[] narrowA = new float[n];
    float[] narrowB = new float[n];
    for (int i = 0; i < n; i++) {
      a[i] = NUMBERS[i / NUMBERS.length];
      b[i] = NUMBERS[i % NUMBERS.length];
      narrowA[i] = (float) a[i];
      narrowB[i] = (float) b[i];
    }
    double[] y = new double[n];
    DoubleBinary.apply(op, a, b, y, n);
    FloatBinary.apply(op, narrowA, narrowB, narrowA, n);
    for (int i = 0; i < n; i++) {
      boolean divides = op == Binary.MOD || op == Binary.FLOOR_DIV;
      if (divides && !(isQuarters(a[i]) && isQuarters(b[i]) && b[i] != 0)) {
        // what is no multiple of a quarter the plain formula divides less exactly
        continue;
      }
      double expected = Reference.binary(op, a[i], b[i]);
      check(expected, y[i], 1e-14, op + " of " + a[i] + " and " + b[i]);
      double inFloat = Reference.binary(op, (float) a[i], (float) b[i]);
      check((float) inFloat, narrowA[i], 6e-7, op + " of " + a[i] + " and " + b[i]);
    }
  }

  private static boolean isQuarters(double x) {
    return x * 4 == Math.rint(x * 4) && !Double.isInfinite(x);
  }

  private static void check(double expected, double found, double tolerance, String what) {
    if (Double.isNaN(expected) || Double.isInfinite(expected)) {
      assertEquals(expected, found, what);
    } else {
      assertEquals(expected, found, tolerance * Math.max(1e-30, Math.abs(expected)) + 1e-37, what);
    }
  }
}
