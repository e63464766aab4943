// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;

/** Reading of indices, checked, and of single elements whatever their type. */
final class Indices {
  private Indices() {}

  /** Index {@code i} of an int buffer; negative ones count from the end. */
  static long at(MemorySegment indices, long i, long size) {
    long index = indices.getAtIndex(ValueLayout.JAVA_LONG, i);
    if (index < -size || index >= size) {
      String found = index + ", at place " + i + " of the indices";
      throw Problem.of(
              ErrorCode.INDEX, "an index is outside an axis of size " + size + ": " + found)
          .hint(
              size == 0
                  ? "the axis is empty"
                  : "indices go from 0 to " + (size - 1) + ", or from -1 to -" + size);
    }
    return index < 0 ? index + size : index;
  }

  /** Class {@code i} of an int buffer, of so many. */
  static long ofClass(MemorySegment classes, long i, long count) {
    long found = classes.getAtIndex(ValueLayout.JAVA_LONG, i);
    if (found < 0 || found >= count) {
      throw Problem.of(
              ErrorCode.INDEX, "there are " + count + " classes, and a target is class " + found)
          .hint("classes count from 0");
    }
    return found;
  }

  static double get(MemorySegment data, DType dtype, long i) {
    return switch (dtype) {
      case FLOAT32 -> data.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      case FLOAT64 -> data.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
      case INT -> data.getAtIndex(ValueLayout.JAVA_LONG, i);
      case BOOL -> data.get(ValueLayout.JAVA_BYTE, i);
    };
  }

  static void set(MemorySegment data, DType dtype, long i, double value) {
    switch (dtype) {
      case FLOAT32 -> data.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) value);
      case FLOAT64 -> data.setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
      case INT -> data.setAtIndex(ValueLayout.JAVA_LONG, i, (long) value);
      case BOOL -> data.set(ValueLayout.JAVA_BYTE, i, (byte) value);
    }
  }
}
