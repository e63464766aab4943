// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/** Memory of tests. */
final class Buffers {
  private Buffers() {}

  static MemorySegment of(DType dtype, double... values) {
    MemorySegment data = ofSize(dtype, values.length);
    for (int i = 0; i < values.length; i++) {
      switch (dtype) {
        case FLOAT32 -> data.set(ValueLayout.JAVA_FLOAT, 4L * i, (float) values[i]);
        case FLOAT64 -> data.set(ValueLayout.JAVA_DOUBLE, 8L * i, values[i]);
        case INT -> data.set(ValueLayout.JAVA_LONG, 8L * i, (long) values[i]);
        case BOOL -> data.set(ValueLayout.JAVA_BYTE, i, (byte) values[i]);
      }
    }
    return data;
  }

  /** Memory of this many elements that holds rubbish. */
  static MemorySegment ofSize(DType dtype, long size) {
    MemorySegment data = Arena.ofAuto().allocate(Math.max(1, size * dtype.bytes()), 64);
    return data.fill((byte) 0x5b).asSlice(0, size * dtype.bytes());
  }

  static double[] values(MemorySegment data, DType dtype) {
    return Tensor.over(data, dtype, data.byteSize() / dtype.bytes()).toDoubles();
  }
}
