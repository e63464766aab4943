// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/**
 * Numbers into ND4J and out of it for one call. Where its arrays are in the host's memory nothing
 * is copied on the way in; elsewhere only what ND4J's interface promises is used.
 */
final class Transfer {
  private Transfer() {}

  /** Row-major memory as an array, which is not to be used after the memory. */
  static INDArray array(MemorySegment data, DType dtype, long[] shape) {
    return IndArrays.of(data, dtype, shape, null);
  }

  /** A copy of row-major memory as an array. */
  static INDArray copy(MemorySegment data, DType dtype, long[] shape) {
    return switch (dtype) {
      case FLOAT32 -> Nd4j.createFromArray(data.toArray(ValueLayout.JAVA_FLOAT)).reshape(shape);
      case FLOAT64 -> Nd4j.createFromArray(data.toArray(ValueLayout.JAVA_DOUBLE)).reshape(shape);
      case INT -> Nd4j.createFromArray(data.toArray(ValueLayout.JAVA_LONG)).reshape(shape);
      case BOOL -> {
        byte[] bytes = data.toArray(ValueLayout.JAVA_BYTE);
        boolean[] bools = new boolean[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
          bools[i] = bytes[i] != 0;
        }
        yield Nd4j.createFromArray(bools).reshape(shape);
      }
    };
  }

  /** An array's numbers into row-major memory of a type of as many. */
  static void copy(INDArray array, MemorySegment into, Type type) {
    INDArray flat = IndArrays.isRowMajor(array) ? array : array.dup('c');
    long bytes = type.size() * type.dtype().bytes();
    if (Nd4jRuntime.isOnHost()) {
      long address = flat.data().address() + flat.offset() * type.dtype().bytes();
      into.copyFrom(MemorySegment.ofAddress(address).reinterpret(bytes));
      Reference.reachabilityFence(flat);
      return;
    }
    INDArray row = flat.reshape(type.size());
    MemorySegment from =
        switch (type.dtype()) {
          case FLOAT32 -> MemorySegment.ofArray(row.toFloatVector());
          case FLOAT64 -> MemorySegment.ofArray(row.toDoubleVector());
          case INT -> MemorySegment.ofArray(row.toLongVector());
          case BOOL -> {
            int[] bits = row.toIntVector();
            byte[] out = new byte[bits.length];
            for (int i = 0; i < bits.length; i++) {
              out[i] = (byte) bits[i];
            }
            yield MemorySegment.ofArray(out);
          }
        };
    into.copyFrom(from.asSlice(0, bytes));
  }
}
