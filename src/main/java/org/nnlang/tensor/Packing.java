// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.util.Arrays;
import java.util.Optional;

/** How the numbers of a weight that is not trained any more are kept in less memory. */
public enum Packing {
  /** Whole numbers from -127 to 127, times a scale that each row has. */
  INT8("int8", 1),
  /** The upper half of a float32: its range, with three digits. */
  BFLOAT16("bfloat16", 2);

  private final String word;
  private final int bytes;

  Packing(String word, int bytes) {
    this.word = word;
    this.bytes = bytes;
  }

  /** The word a script and a message use. */
  public String word() {
    return word;
  }

  /** Bytes a number takes. */
  public int bytes() {
    return bytes;
  }

  /** How many integers hold the codes of so many numbers. */
  public long words(long numbers) {
    return Math.ceilDiv(numbers * bytes, Long.BYTES);
  }

  /** The one of that word. */
  public static Optional<Packing> of(String word) {
    return Arrays.stream(values()).filter(p -> p.word.equals(word)).findFirst();
  }
}
