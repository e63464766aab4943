// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import org.nnlang.graph.Unary;
import org.nnlang.tensor.DType;

/** Work on a number that is known before anything runs. */
final class Constants {
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
    return y == null || dtype != DType.FLOAT32 ? y : Double.valueOf((float) y.doubleValue());
  }
}
