// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

/** What the elements of a tensor are. Integers are 64 bit, booleans one byte (0 or 1). */
public enum DType {
  FLOAT32("float32", 4),
  FLOAT64("float64", 8),
  INT("int", 8),
  BOOL("bool", 1);

  private final String word;
  private final int bytes;

  DType(String word, int bytes) {
    this.word = word;
    this.bytes = bytes;
  }

  /** The word a script and a message use. */
  public String word() {
    return word;
  }

  /** Bytes an element takes. */
  public int bytes() {
    return bytes;
  }

  public boolean isFloat() {
    return this == FLOAT32 || this == FLOAT64;
  }

  /**
   * The type of an arithmetic result of the two, as NumPy and PyTorch promote: bool, int, float.
   */
  public static DType promote(DType a, DType b) {
    if (a == b) {
      return a;
    }
    if (a == FLOAT64 || b == FLOAT64) {
      return FLOAT64;
    }
    if (a == FLOAT32 || b == FLOAT32) {
      return FLOAT32;
    }
    return INT;
  }
}
