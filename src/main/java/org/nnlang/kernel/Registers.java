// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import org.nnlang.tensor.DType;

/** What a {@link TileProgram} computes with. */
public enum Registers {
  FLOATS,
  DOUBLES,
  /** Integers of 64 bits; a result that does not fit is a {@code Problem}. */
  LONGS;

  /** Those that hold every element of the type. */
  public static Registers of(DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> DOUBLES;
      case INT -> LONGS;
      case FLOAT32, BOOL -> FLOATS;
    };
  }
}
