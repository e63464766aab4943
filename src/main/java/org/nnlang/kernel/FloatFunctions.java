// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

/**
 * Functions by polynomials, in float precision, off by a few units in the last place at most
 * (FloatFunctionsTest says how many). Not-a-numbers stay, infinities give the limits. The
 * coefficients of the rational and polynomial approximations are fits of least relative error over
 * the interval that the reduction of the argument leaves; those of exp are Cephes'.
 *
 * <p>To bound a number takes as long as half a polynomial: minima of fractions have to keep zeros
 * apart and not-a-numbers. So all numbers are looked at first, as whole numbers, which is cheap,
 * and where none is far out nothing is bounded.
 */
final class FloatFunctions {
  private static final float ROOT_HALF = 0.707106781f;
  private static final float LOG2_E = 1.44269504f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  // adding and taking away 1.5 * 2^23 rounds to an integer
  private static final float ROUNDER = 12582912f;
  private static final float PI_HIGH = 3.14159274f;
  private static final float PI_MIDDLE = -8.74227766e-08f;
  private static final float PI_LOW = -3.43024902e-15f;
  private static final float PER_PI = 0.318309886f;
  private static final double PER_ROOT_TWO_PI = 0.3989422804014327;
  private static final float HALF_PI = 1.57079633f;
  private static final float TAN_PI_8 = 0.414213562f;
  private static final float TAN_3_PI_8 = 2.41421356f;
  // below, what erf leaves of 1 has few digits
  private static final float FAR = -3f;
  // GELU's fractions are 0 or 1 beyond some 5.5: numbers less than 4 from 1 need no bound
  private static final float GELU_CENTRE = 1f;
  private static final int GELU_BOUND = 4;
  // e to what is less is a normal float, and so is one over it
  private static final int NORMAL_EXP = 87;
  // tanh and erf of less are further from 1 than they are off
  private static final int TANH_BOUND = 7;
  private static final int ERF_BOUND = 3;
  // beyond, k * PI_HIGH leaves too little of the argument
  private static final float SINE_LIMIT = 8192f;

  private FloatFunctions() {}

  /** e^x. Results below 1.7e-38 are 0. */
  static void exp(float[] x, float[] y, int n, Bits t) {
    expParts(x, t.others, t.ints, n);
    t.toFloats(n);
    product(t.others, t.floats, y, n);
  }

  /**
   * Whether all numbers are less than {@code bound} from {@code centre}, not-a-numbers aside. Of
   * whole numbers the JVM makes vector code for the largest, of fractions it does not.
   */
  private static boolean areNear(float[] x, float centre, int bound, int n) {
    int furthest = 0;
    for (int i = 0; i < n; i++) {
      furthest = Math.max(furthest, (int) Math.abs(x[i] - centre));
    }
    return furthest < bound;
  }

  /** e^x as p * 2^k, with k as the bits of the float 2^k. */
  private static void expParts(float[] x, float[] p, int[] scale, int n) {
    if (areNear(x, 0, NORMAL_EXP, n)) {
      nearExpParts(x, p, scale, n);
    } else {
      boundedExpParts(x, p, scale, n);
    }
  }

  private static void nearExpParts(float[] x, float[] p, int[] scale, int n) {
    for (int i = 0; i < n; i++) {
      float v = x[i];
      float k = Math.fma(v, LOG2_E, ROUNDER) - ROUNDER;
      p[i] = 2f * expOfRest(v, k);
      scale[i] = ((int) k + 126) << 23;
    }
  }

  // twice the value and half the scale: 2^128 is no float, though e^88.5 is one
  private static void boundedExpParts(float[] x, float[] p, int[] scale, int n) {
    for (int i = 0; i < n; i++) {
      float v = Math.max(-104f, Math.min(89f, x[i]));
      float k = Math.fma(v, LOG2_E, ROUNDER) - ROUNDER;
      p[i] = 2f * expOfRest(v, k);
      scale[i] = Math.max((int) k + 126, 0) << 23;
    }
  }

  /** e^(v - k log 2), k being the whole number next to v / log 2. */
  private static float expOfRest(float v, float k) {
    float r = Math.fma(k, -LN2_HIGH, v);
    r = Math.fma(k, -LN2_LOW, r);
    float q = 1.9875691500e-4f;
    q = Math.fma(q, r, 1.3981999507e-3f);
    q = Math.fma(q, r, 8.3334519073e-3f);
    q = Math.fma(q, r, 4.1665795894e-2f);
    q = Math.fma(q, r, 1.6666665459e-1f);
    q = Math.fma(q, r, 5.0000001201e-1f);
    return Math.fma(q * r, r, r) + 1f;
  }

  private static void product(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] * b[i];
    }
  }

  /** 1 / (1 + e^-x). */
  static void sigmoid(float[] x, float[] y, int n, Bits t) {
    negate(x, t.floats, n);
    expParts(t.floats, t.others, t.ints, n);
    t.toFloats(n);
    logistic(t.others, t.floats, y, n);
  }

  private static void negate(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = -x[i];
    }
  }

  private static void logistic(float[] p, float[] scale, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = 1f / Math.fma(p[i], scale[i], 1f);
    }
  }

  /** e^x - 1: near 0 by tanh, which loses nothing there. */
  static void expm1(float[] x, float[] y, int n, Bits t) {
    expParts(x, t.others, t.ints, n);
    t.toFloats(n);
    product(t.others, t.floats, t.floats, n);
    for (int i = 0; i < n; i++) {
      t.others[i] = x[i] * 0.5f;
    }
    tanh(t.others, t.others, n);
    for (int i = 0; i < n; i++) {
      float half = t.others[i];
      y[i] = Math.abs(x[i]) < 1f ? 2f * half / (1f - half) : t.floats[i] - 1f;
    }
  }

  /** log(1 + e^x) as that of the smaller power, and what it is more. */
  static void softplus(float[] x, float[] y, int n, Bits t) {
    float[] more = t.mores;
    for (int i = 0; i < n; i++) {
      more[i] = Math.max(x[i], 0f);
      t.sums[i] = -Math.abs(x[i]);
    }
    exp(t.sums, y, n, t);
    log1p(y, y, n, t);
    for (int i = 0; i < n; i++) {
      y[i] = more[i] + y[i];
    }
  }

  /** log(1 + x): the logarithm of the rounded sum, with what was rounded off made good. */
  static void log1p(float[] x, float[] y, int n, Bits t) {
    for (int i = 0; i < n; i++) {
      t.sums[i] = 1f + x[i];
    }
    log(t.sums, t.sums, n, t);
    for (int i = 0; i < n; i++) {
      float sum = 1f + x[i];
      float rounded = sum - 1f;
      boolean plain = rounded == 0f || !(sum > 0f) || sum > Float.MAX_VALUE;
      float factor = plain ? 1f : x[i] / rounded;
      y[i] = rounded == 0f ? x[i] : t.sums[i] * factor;
    }
  }

  /** The angle of a slope, from -pi / 2 to pi / 2; Cephes' polynomial. */
  static void atan(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float a = Math.abs(x[i]);
      boolean steep = a > TAN_3_PI_8;
      boolean middle = a > TAN_PI_8;
      float r = steep ? -1f / a : middle ? (a - 1f) / (a + 1f) : a;
      float base = steep ? HALF_PI : middle ? HALF_PI / 2f : 0f;
      float s = r * r;
      float q = 8.05374449538e-2f;
      q = Math.fma(q, s, -1.38776856032e-1f);
      q = Math.fma(q, s, 1.99777106478e-1f);
      q = Math.fma(q, s, -3.33329491539e-1f);
      y[i] = Math.copySign(base + Math.fma(q * s, r, r), x[i]);
    }
  }

  /** The natural logarithm. */
  static void log(float[] x, float[] y, int n, Bits t) {
    System.arraycopy(x, 0, t.floats, 0, n);
    t.toInts(n);
    logExponents(t.ints, t.others, n);
    t.toFloats(n);
    logMantissas(t.floats, t.others, n);
    for (int i = 0; i < n; i++) {
      float v = x[i];
      boolean normal = v >= Float.MIN_NORMAL && v <= Float.MAX_VALUE;
      y[i] = normal ? t.others[i] : (float) Math.log(v);
    }
  }

  /** Splits x into m * 2^k with m from 2/3 to 4/3. */
  private static void logExponents(int[] bits, float[] k, int n) {
    for (int i = 0; i < n; i++) {
      int e = (bits[i] - 0x3f2aaaab) >> 23;
      k[i] = e;
      bits[i] = bits[i] - (e << 23);
    }
  }

  private static void logMantissas(float[] m, float[] k, int n) {
    for (int i = 0; i < n; i++) {
      float f = m[i] - 1f;
      float q = -0.12948893f;
      q = Math.fma(q, f, 0.14004761f);
      q = Math.fma(q, f, -0.121671714f);
      q = Math.fma(q, f, 0.140011594f);
      q = Math.fma(q, f, -0.166823044f);
      q = Math.fma(q, f, 0.20010747f);
      q = Math.fma(q, f, -0.249997169f);
      q = Math.fma(q, f, 0.333332092f);
      q = Math.fma(q, f, -0.5f);
      k[i] = Math.fma(k[i], LN2_HIGH, Math.fma(k[i], LN2_LOW, Math.fma(q * f, f, f)));
    }
  }

  static void tanh(float[] a, float[] y, int n) {
    if (areNear(a, 0, TANH_BOUND, n)) {
      nearTanh(a, y, n);
    } else {
      boundedTanh(a, y, n);
    }
  }

  private static void nearTanh(float[] a, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = tanh(a[i]);
    }
  }

  private static void boundedTanh(float[] a, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float x = Math.max(-9f, Math.min(9f, a[i]));
      y[i] = Math.max(-1f, Math.min(1f, tanh(x)));
    }
  }

  private static float tanh(float x) {
    float s = x * x;
    float p = -1.22464114e-11f;
    p = Math.fma(p, s, 3.06428021e-08f);
    p = Math.fma(p, s, 2.80314434e-05f);
    p = Math.fma(p, s, 0.00386951515f);
    p = Math.fma(p, s, 0.136808619f);
    p = Math.fma(p, s, 1f);
    float q = 1.28904378e-06f;
    q = Math.fma(q, s, 0.000394072558f);
    q = Math.fma(q, s, 0.0272501837f);
    q = Math.fma(q, s, 0.470141947f);
    q = Math.fma(q, s, 1f);
    return p * x / q;
  }

  /** The error function. */
  static void erf(float[] a, float[] y, int n) {
    if (areNear(a, 0, ERF_BOUND, n)) {
      nearErf(a, y, n);
    } else {
      boundedErf(a, y, n);
    }
  }

  private static void nearErf(float[] a, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = erf(a[i]);
    }
  }

  private static void boundedErf(float[] a, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float x = Math.max(-3.95f, Math.min(3.95f, a[i]));
      y[i] = Math.max(-1f, Math.min(1f, erf(x)));
    }
  }

  private static float erf(float x) {
    float s = x * x;
    float p = -1.29659714e-08f;
    p = Math.fma(p, s, 4.6402065e-06f);
    p = Math.fma(p, s, 0.000377929042f);
    p = Math.fma(p, s, 0.00384338596f);
    p = Math.fma(p, s, 0.054274708f);
    p = Math.fma(p, s, 0.185170084f);
    p = Math.fma(p, s, 1.12837923f);
    float q = 6.26903275e-05f;
    q = Math.fma(q, s, 0.00130405498f);
    q = Math.fma(q, s, 0.0154437236f);
    q = Math.fma(q, s, 0.113911249f);
    q = Math.fma(q, s, 0.497436136f);
    q = Math.fma(q, s, 1f);
    return p * x / q;
  }

  /** {@code x / 2 * (1 + erf(x / sqrt(2)))}. */
  static void gelu(float[] x, float[] y, int n, Bits t) {
    if (areNear(x, GELU_CENTRE, GELU_BOUND, n)) {
      nearGelu(x, y, n);
      return;
    }
    System.arraycopy(x, 0, t.floats, 0, n);
    boundedGelu(x, y, n);
    for (int i = 0; i < n; i++) {
      double v = t.floats[i];
      if (v < FAR) {
        y[i] = (float) (v * below(v));
      }
    }
  }

  /**
   * The share of a standard normal distribution below a negative number; Numerical Recipes' fit.
   */
  private static double below(double x) {
    double z = Math.max(x, -40) * -Math.sqrt(0.5);
    double t = 1 / (1 + 0.5 * z);
    double p = 0.17087277;
    p = p * t - 0.82215223;
    p = p * t + 1.48851587;
    p = p * t - 1.13520398;
    p = p * t + 0.27886807;
    p = p * t - 0.18628806;
    p = p * t + 0.09678418;
    p = p * t + 0.37409196;
    p = p * t + 1.00002368;
    p = p * t - 1.26551223;
    return 0.5 * t * Math.exp(p - z * z);
  }

  private static void nearGelu(float[] a, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float v = a[i];
      y[i] = v * 0.5f * (erf(v * ROOT_HALF) + 1f);
    }
  }

  // at 3.92 the fraction is 1; what is far below 0 is not asked for, so one bound is enough
  private static void boundedGelu(float[] a, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float v = a[i];
      y[i] = v * 0.5f * (erf(Math.min(3.92f, v * ROOT_HALF)) + 1f);
    }
  }

  /**
   * The slope of {@link #gelu}: of itself less a half it is odd, and as smooth as erf, so it takes
   * no exponential. Off by 3e-7 at most.
   */
  static void geluSlope(float[] x, float[] y, int n, Bits t) {
    if (areNear(x, GELU_CENTRE, GELU_BOUND, n)) {
      nearGeluSlope(x, y, n);
      return;
    }
    System.arraycopy(x, 0, t.floats, 0, n);
    boundedGeluSlope(x, y, n);
    for (int i = 0; i < n; i++) {
      double v = Math.max(t.floats[i], -40);
      if (v < FAR) {
        y[i] = (float) (below(v) + v * PER_ROOT_TWO_PI * Math.exp(-0.5 * v * v));
      }
    }
  }

  private static void nearGeluSlope(float[] a, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = geluSlope(a[i]);
    }
  }

  private static void boundedGeluSlope(float[] a, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = geluSlope(Math.min(6f, a[i]));
    }
  }

  private static float geluSlope(float x) {
    float s = x * x;
    float p = -2.88330800e-11f;
    p = Math.fma(p, s, 1.29634561e-08f);
    p = Math.fma(p, s, 1.11690383e-06f);
    p = Math.fma(p, s, 3.20294894e-05f);
    p = Math.fma(p, s, 0.000283413974f);
    p = Math.fma(p, s, 0.0135729788f);
    p = Math.fma(p, s, -0.0181367956f);
    p = Math.fma(p, s, 0.797884524f);
    float q = 3.62181765e-07f;
    q = Math.fma(q, s, 1.07895394e-05f);
    q = Math.fma(q, s, 0.000258152955f);
    q = Math.fma(q, s, 0.00414515845f);
    q = Math.fma(q, s, 0.0455465056f);
    q = Math.fma(q, s, 0.310601771f);
    q = Math.fma(q, s, 1f);
    return p * x / q + 0.5f;
  }

  static void sin(float[] x, float[] y, int n, Bits t) {
    sines(x, t.floats, n);
    for (int i = 0; i < n; i++) {
      float v = x[i];
      y[i] = Math.abs(v) < SINE_LIMIT ? t.floats[i] : (float) Math.sin(v);
    }
  }

  static void cos(float[] x, float[] y, int n, Bits t) {
    cosines(x, t.floats, n);
    for (int i = 0; i < n; i++) {
      float v = x[i];
      y[i] = Math.abs(v) < SINE_LIMIT ? t.floats[i] : (float) Math.cos(v);
    }
  }

  // x = k pi + r: sin x is sin r, negated for odd k
  private static void sines(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float v = x[i];
      float k = Math.fma(v, PER_PI, ROUNDER) - ROUNDER;
      float half = (k * 0.5f + ROUNDER) - ROUNDER;
      float odd = Math.abs(k - 2f * half);
      float r = Math.fma(k, -PI_HIGH, v);
      r = Math.fma(k, -PI_MIDDLE, r);
      r = Math.fma(k, -PI_LOW, r);
      float s = r * r;
      float q = -2.38889069e-08f;
      q = Math.fma(q, s, 2.75253842e-06f);
      q = Math.fma(q, s, -0.000198408685f);
      q = Math.fma(q, s, 0.00833333097f);
      q = Math.fma(q, s, -0.166666672f);
      y[i] = Math.fma(q * s, r, r) * (1f - 2f * odd);
    }
  }

  // x = (j + 1/2) pi + r: cos x is -sin r, negated for odd j
  private static void cosines(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float v = x[i];
      float j = (Math.fma(v, PER_PI, -0.5f) + ROUNDER) - ROUNDER;
      float half = (j * 0.5f + ROUNDER) - ROUNDER;
      float odd = Math.abs(j - 2f * half);
      float k = j + 0.5f;
      float r = Math.fma(k, -PI_HIGH, v);
      r = Math.fma(k, -PI_MIDDLE, r);
      r = Math.fma(k, -PI_LOW, r);
      float s = r * r;
      float q = -2.38889069e-08f;
      q = Math.fma(q, s, 2.75253842e-06f);
      q = Math.fma(q, s, -0.000198408685f);
      q = Math.fma(q, s, 0.00833333097f);
      q = Math.fma(q, s, -0.166666672f);
      y[i] = Math.fma(q * s, r, r) * (2f * odd - 1f);
    }
  }
}
