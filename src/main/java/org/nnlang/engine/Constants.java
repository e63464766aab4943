// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import org.nnlang.graph.Unary;
import org.nnlang.tensor.DType;

/** Work on a number that is known before anything runs. */
final class Constants {
  /** Integers from here on may have been rounded. */
  private static final double INEXACT = 0x1p53;

  private Constants() {}

  /** The result in the precision of {@code dtype}, or null for functions best left to a kernel. */
  static Double map(Unary op, double x, double c, DType dtype) {
    Double y =
        switch (op) {
          case NEG -> -x;
          case ABS -> Math.abs(x);
          case SQUARE -> x * x;
          case RELU -> Math.max(x, 0);
          case RECIPROCAL -> 1 / x;
          case ADD_C -> x + c;
          case MUL_C -> x * c;
          case RSUB_C -> c - x;
          case RDIV_C -> c / x;
          default -> null;
        };
    return y == null ? null : rounded(y, dtype);
  }

  /** The number as the type holds it; null for an integer that a double may not hold. */
  private static Double rounded(double y, DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> (double) (float) y;
      case INT -> Math.abs(y) < INEXACT ? y : null;
      case FLOAT64, BOOL -> y;
    };
  }
}
