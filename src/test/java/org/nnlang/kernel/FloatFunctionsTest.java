// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Unary;

class FloatFunctionsTest {
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  @ParameterizedTest
  @CsvSource({
    "EXP, -86.9, 88.72, 1.5",
    "EXP, -86.9, 86.9, 1.5",
    "LOG, 1e-38, 3e38, 1.5",
    "LOG, 0.5, 2, 1.5",
    "TANH, -12, 12, 5",
    "TANH, -6.9, 6.9, 5",
    "TANH, -0.01, 0.01, 4",
    "ERF, -5, 5, 5",
    "ERF, -2.9, 2.9, 5",
    "ERF, -0.01, 0.01, 4",
    "GELU, -0.5, 8, 6",
    "GELU, -0.5, 4.9, 6",
    "GELU_SLOPE, -0.1, 8, 6",
    "GELU_SLOPE, -0.1, 4.9, 6",
    "SIGMOID, -80, 80, 3",
    "SIN, -3, 3, 2.5",
    "SIN, -8000, 8000, 2.5",
    "COS, -3, 3, 2.5",
    "COS, -8000, 8000, 2.5",
  })
  void isNearTheDoubleFunction(Unary op, float from, float to, double ulps) {
    DoubleUnaryOperator exact = x -> Reference.unary(op, 0, x);
    int n = 1 << 18;
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (from + (to - from) * (i / (n - 1.0)));
    }
    float[] y = apply(op, x);
    double worst = 0;
    for (int i = 0; i < n; i++) {
      double e = exact.applyAsDouble(x[i]);
      double error = Math.abs(y[i] - e) / Math.ulp((float) e);
      worst = Math.max(worst, error);
    }
    double found = worst;
    assertTrue(found <= ulps, () -> op + ": " + found + " units in the last place");
  }

  @ParameterizedTest
  @CsvSource({
    "EXP, 0, 1",
    "EXP, -Infinity, 0",
    "EXP, Infinity, Infinity",
    "EXP, 89, Infinity",
    "EXP, -1e30, 0",
    "LOG, 1, 0",
    "LOG, 0, -Infinity",
    "LOG, -1, NaN",
    "LOG, Infinity, Infinity",
    "TANH, 0, 0",
    "TANH, Infinity, 1",
    "TANH, -Infinity, -1",
    "ERF, Infinity, 1",
    "ERF, -Infinity, -1",
    "ERF, 0, 0",
    "SIGMOID, 0, 0.5",
    "SIGMOID, -Infinity, 0",
    "SIGMOID, Infinity, 1",
    "SIN, 0, 0",
    "SIN, Infinity, NaN",
    "COS, 0, 1",
    "COS, -Infinity, NaN",
    "EXP, NaN, NaN",
    "LOG, NaN, NaN",
    "TANH, NaN, NaN",
    "ERF, NaN, NaN",
    "GELU, NaN, NaN",
    "GELU, 0, 0",
    "GELU, -100, 0",
    "GELU, 100, 100",
    "GELU_SLOPE, NaN, NaN",
    "GELU_SLOPE, 0, 0.5",
    "SIGMOID, NaN, NaN",
    "SIN, NaN, NaN",
    "COS, NaN, NaN",
    "RELU, NaN, NaN",
    "LOG, 1e-45, -103.278929903",
    "SIN, 1e9, 0.5458434494486996"
  })
  void hasLimits(Unary op, float x, float expected) {
    // among others, so that no loop is too short to be vector code
    float[] many = new float[100];
    Arrays.fill(many, x);
    for (float y : apply(op, many)) {
      assertEquals(expected, y, Float.isFinite(expected) ? Math.ulp(expected) : 0);
    }
  }

  /** Where a number is far out all of them are bounded, which must leave the others as they are. */
  @ParameterizedTest
  @CsvSource({
    "EXP, -80, 80",
    "TANH, -6, 6",
    "ERF, -2.5, 2.5",
    "GELU, -2.5, 4.5",
    "GELU_SLOPE, -2.5, 4.5",
    "SIGMOID, -80, 80",
    "EXPM1, -80, 80",
    "SOFTPLUS, -80, 80"
  })
  void isTheSameBesideNumbersFarOut(Unary op, float from, float to) {
    int n = 1000;
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = from + (to - from) * i / n;
    }
    float[] near = apply(op, x);
    for (float far : new float[] {-1e9f, 1e9f, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY}) {
      float[] more = Arrays.copyOf(x, n + 1);
      more[n] = far;
      assertArrayEquals(near, Arrays.copyOf(apply(op, more), n), () -> op + " beside " + far);
    }
  }

  @Test
  void comparisonsWithNotANumberAreFalse() {
    for (Unary op : new Unary[] {Unary.GT_C, Unary.GE_C, Unary.LT_C, Unary.LE_C, Unary.EQ_C}) {
      assertEquals(0, apply(op, NAN)[0], op.name());
    }
    assertEquals(1, apply(Unary.NE_C, NAN)[0]);
    assertEquals(NAN, apply(Unary.MAX_C, NAN)[0]);
    assertEquals(INF, apply(Unary.RECIPROCAL, 0f)[0]);
  }

  @Test
  void roundsHalvesToEven() {
    float[] y = apply(Unary.ROUND, 0.5f, 1.5f, 2.5f, -0.5f, -1.5f, 2.4f);
    assertArrayEquals(new float[] {0, 2, 2, -0f, -2, 2}, y);
  }

  @Test
  void remainderHasTheSignOfTheDivisor() {
    float[] a = {7, -7, 7, -7, 6, 5.5f};
    float[] b = {3, 3, -3, -3, 3, 2};
    float[] y = new float[6];
    FloatBinary.apply(Binary.MOD, a, b, y, 6);
    assertArrayEquals(new float[] {1, 2, -2, -1, 0, 1.5f}, y);
    FloatBinary.apply(Binary.FLOOR_DIV, a, b, y, 6);
    assertArrayEquals(new float[] {2, -3, -3, 2, 2, 2}, y);
  }

  /** Values of Python's math.erf, which are the C library's. */
  @ParameterizedTest
  @CsvSource({
    "1e-10, 1.1283791670955126e-10",
    "0.1, 0.1124629160182849",
    "0.5, 0.5204998778130465",
    "1, 0.8427007929497149",
    "2, 0.9953222650189527",
    "2.49, 0.9995707121322661",
    "2.51, 0.9996142945182758",
    "3.5, 0.9999992569016276",
    "5, 0.9999999999984626",
    "-1.5, -0.9661051464753108",
    "7, 1",
    "NaN, NaN"
  })
  void erfInDoublePrecision(double x, double expected) {
    assertEquals(expected, Erf.of(x), Double.isNaN(x) ? 0 : 1e-15 * Math.abs(expected));
  }

  private static float[] apply(Unary op, float... x) {
    float[] y = new float[x.length];
    FloatUnary.apply(op, 0, x, y, x.length, new Bits().of(x.length));
    return y;
  }
}
