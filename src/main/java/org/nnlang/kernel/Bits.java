// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Arrays through which a loop gets at the bits of floats. {@code Float.intBitsToFloat} in a loop
 * keeps the JVM from making vector code of it, copying a whole array of ints into one of floats
 * does not: so a function works in passes, with a copy between them.
 */
final class Bits {
  float[] floats = new float[0];
  float[] others = new float[0];
  float[] sums = new float[0];
  float[] mores = new float[0];
  int[] ints = new int[0];
  private MemorySegment floatMemory = MemorySegment.ofArray(floats);
  private MemorySegment intMemory = MemorySegment.ofArray(ints);

  /** Makes the arrays at least that long. */
  Bits of(int length) {
    if (floats.length < length) {
      floats = new float[length];
      others = new float[length];
      sums = new float[length];
      mores = new float[length];
      ints = new int[length];
      floatMemory = MemorySegment.ofArray(floats);
      intMemory = MemorySegment.ofArray(ints);
    }
    return this;
  }

  /** {@code floats[i]} gets the bits of {@code ints[i]}. */
  void toFloats(int n) {
    MemorySegment.copy(intMemory, ValueLayout.JAVA_FLOAT, 0, floats, 0, n);
  }

  /** {@code ints[i]} gets the bits of {@code floats[i]}. */
  void toInts(int n) {
    MemorySegment.copy(floatMemory, ValueLayout.JAVA_INT, 0, ints, 0, n);
  }
}
