// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.util.Arrays;

/**
 * Normally distributed numbers (Box and Muller, 1958), two of two random words. They are the floats
 * next to what {@link Math}'s logarithm, sine and cosine give, in a fifth of the time: polynomials
 * in loops of which the JVM makes vector code say between which two numbers each lies, and only
 * where these are different floats, once in some 100,000 numbers, those decide.
 */
final class Normals {
  private static final int PAIRS = 512;

  /** More than all errors together: 32 units in the last place. */
  private static final double DOUBT = 0x1p-47;

  private static final long ROOT_HALF_BITS = 0x3fe6a09e00000000L;
  private static final long FROM_ONE = 0x3ff0000000000000L - ROOT_HALF_BITS;
  private static final long FRACTION = 0x000fffffffffffffL;
  private static final double LN2 = 0.6931471805599453;

  /** Pi in three parts, the first two of 33 bits: halves of them, times 3, are exact. */
  private static final double PI_HIGH = 3.1415926534682512;

  private static final double PI_MIDDLE = 1.2154201012607932e-10;
  private static final double PI_LOW = 4.044532497591901e-21;

  // 2^32 less the first word of each pair: a fraction from root half to its double, and how often
  // it is to be doubled to give a part of 2^32
  private final double[] fraction = new double[PAIRS];
  private final double[] exponent = new double[PAIRS];

  // the second word as a part of the circle
  private final double[] turn = new double[PAIRS];
  private final double[] radius = new double[PAIRS];
  private final double[] numbers = new double[PAIRS];
  private final float[] low = new float[PAIRS];
  private final float[] high = new float[PAIRS];

  /** Makes {@code n} numbers of as many words, and one more where n is odd. */
  void fill(int[] words, int n, double mean, double std, float[] out) {
    for (int from = 0; from < n; from += 2 * PAIRS) {
      int pairs = Math.min(PAIRS, (n - from + 1) / 2);
      apart(words, from, fraction, exponent, turn, pairs);
      radii(fraction, exponent, std, radius, pairs);
      cosines(turn, radius, numbers, pairs);
      put(words, from, mean, std, pairs, out);
      sines(turn, radius, numbers, pairs);
      put(words, from + 1, mean, std, pairs, out);
    }
  }

  private static void apart(
      int[] words, int from, double[] fraction, double[] exponent, double[] turn, int n) {
    for (int i = 0; i < n; i++) {
      double left = 0x1p32 - (words[from + 2 * i] & 0xFFFFFFFFL);
      long bits = Double.doubleToRawLongBits(left) + FROM_ONE;
      fraction[i] = Double.longBitsToDouble((bits & FRACTION) + ROOT_HALF_BITS);
      exponent[i] = (int) (bits >>> 52) - (1023 + 32);
      turn[i] = (words[from + 2 * i + 1] & 0xFFFFFFFFL) * 0x1p-32;
    }
  }

  private static void radii(double[] x, double[] exponent, double std, double[] radius, int n) {
    for (int i = 0; i < n; i++) {
      double s = (x[i] - 1) / (x[i] + 1);
      double z = s * s;
      double p = 0.16837767288994612;
      p = p * z + 0.1812192570286098;
      p = p * z + 0.22223434814143292;
      p = p * z + 0.28571416017343443;
      p = p * z + 0.4000000006176573;
      p = p * z + 0.6666666666655287;
      p = p * z + 2.0000000000000004;
      radius[i] = std * Math.sqrt(-2 * (exponent[i] * LN2 + s * p));
    }
  }

  private static void cosines(double[] turn, double[] radius, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      double half = Math.floor(2 * turn[i]);
      // from the middle of the half: there the cosine is the sine, the other way round in the first
      double k = half + 0.5;
      double x = 2 * Math.PI * turn[i] - k * PI_HIGH - k * PI_MIDDLE - k * PI_LOW;
      y[i] = radius[i] * (2 * half - 1) * sine(x);
    }
  }

  private static void sines(double[] turn, double[] radius, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      // 0, 1 or 2
      double k = Math.rint(2 * turn[i]);
      double x = 2 * Math.PI * turn[i] - k * PI_HIGH - k * PI_MIDDLE - k * PI_LOW;
      y[i] = radius[i] * (1 - 2 * k * (2 - k)) * sine(x);
    }
  }

  private static void bounds(double[] y, double mean, float[] low, float[] high, int n) {
    for (int i = 0; i < n; i++) {
      double doubt = (Math.abs(y[i]) + Math.abs(mean)) * DOUBT;
      low[i] = (float) (mean + y[i] - doubt);
      high[i] = (float) (mean + y[i] + doubt);
    }
  }

  /** The sine of a number from -pi/2 to pi/2. */
  private static double sine(double x) {
    double z = x * x;
    double p = -7.374389042540575e-13;
    p = p * z + 1.6048168452871957e-10;
    p = p * z - 2.5051881951278308e-08;
    p = p * z + 2.7557316609148157e-06;
    p = p * z - 0.00019841269824862477;
    p = p * z + 0.008333333333282757;
    p = p * z - 0.16666666666666072;
    return x * (p * z + 1);
  }

  /** Every other number, from {@code at} on: what it lies between where that is one float. */
  private void put(int[] words, int at, double mean, double std, int pairs, float[] out) {
    bounds(numbers, mean, low, high, pairs);
    int different = Arrays.mismatch(low, 0, pairs, high, 0, pairs);
    while (different >= 0) {
      int first = (at & -2) + 2 * different;
      low[different] = exact(words[first], words[first + 1], at % 2 == 0, mean, std);
      high[different] = low[different];
      int more = Arrays.mismatch(low, different, pairs, high, different, pairs);
      different = more < 0 ? more : different + more;
    }
    for (int i = 0; i < pairs; i++) {
      out[at + 2 * i] = low[i];
    }
  }

  static float exact(int one, int other, boolean first, double mean, double std) {
    // in (0, 1], for the logarithm
    double radius = std * Math.sqrt(-2 * Math.log(1 - (one & 0xFFFFFFFFL) * 0x1p-32));
    double angle = 2 * Math.PI * ((other & 0xFFFFFFFFL) * 0x1p-32);
    return (float) (mean + radius * (first ? Math.cos(angle) : Math.sin(angle)));
  }
}
