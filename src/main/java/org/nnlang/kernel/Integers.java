// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import org.nnlang.graph.Reduction;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** Arithmetic of 64 bit integers that says so where a result does not fit. */
final class Integers {
  /** From here on no double is a long. */
  private static final double TWO_TO_63 = 0x1p63;

  private Integers() {}

  static long add(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw overflow(a, "+", b);
    }
    return sum;
  }

  static long sub(long a, long b) {
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      throw overflow(a, "-", b);
    }
    return difference;
  }

  static long mul(long a, long b) {
    long product = a * b;
    if (Math.multiplyHigh(a, b) != product >> 63) {
      throw overflow(a, "*", b);
    }
    return product;
  }

  static long neg(long a) {
    if (a == Long.MIN_VALUE) {
      throw tooLarge("-(" + a + ")");
    }
    return -a;
  }

  static long abs(long a) {
    return a < 0 ? neg(a) : a;
  }

  /** Rounded down. */
  static long floorDiv(long a, long b) {
    checkDivisor(b);
    if (b == -1) {
      return neg(a);
    }
    return Math.floorDiv(a, b);
  }

  /** With the sign of the divisor. */
  static long mod(long a, long b) {
    checkDivisor(b);
    return Math.floorMod(a, b);
  }

  static long pow(long base, long exponent) {
    if (exponent < 0) {
      throw Problem.of(
              ErrorCode.ARITHMETIC,
              "an integer has no negative power that is one: " + base + " ^ " + exponent)
          .hint("of floats it has: cast(x, \"float32\") ^ y");
    }
    long result = 1;
    long square = base;
    try {
      for (long left = exponent; left > 0; left >>= 1) {
        if ((left & 1) == 1) {
          result = Math.multiplyExact(result, square);
        }
        if (left > 1) {
          square = Math.multiplyExact(square, square);
        }
      }
    } catch (ArithmeticException e) {
      throw overflow(base, "^", exponent);
    }
    return result;
  }

  /** The two joined. */
  static long join(Reduction op, long a, long b) {
    return switch (op) {
      case SUM -> add(a, b);
      case PROD -> mul(a, b);
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }

  /** A number without its fraction. */
  static long of(double x) {
    if (!(x >= -TWO_TO_63 && x < TWO_TO_63)) {
      throw Problem.of(ErrorCode.ARITHMETIC, "no integer of 64 bits is near " + text(x));
    }
    return (long) x;
  }

  private static void checkDivisor(long b) {
    if (b == 0) {
      throw Problem.of(ErrorCode.ARITHMETIC, "division by zero");
    }
  }

  private static Problem overflow(long a, String op, long b) {
    return tooLarge(a + " " + op + " " + b);
  }

  private static Problem tooLarge(String what) {
    return Problem.of(
            ErrorCode.ARITHMETIC, "the result of " + what + " does not fit an integer of 64 bits")
        .hint("floats reach further: cast(x, \"float32\")");
  }

  /** As scripts write it, of a float in float precision. */
  private static String text(double x) {
    if (x != x) {
      return "nan";
    }
    if (Double.isInfinite(x)) {
      return x > 0 ? "inf" : "-inf";
    }
    String digits = (float) x == x ? Float.toString((float) x) : Double.toString(x);
    return digits.replace(".0E", "e").replace('E', 'e');
  }
}
