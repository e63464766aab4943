// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** Java arrays of numbers, of any depth, as tensors. */
final class HostArrays {
  private HostArrays() {}

  /** Whether arrays of this class hold numbers or booleans in the end. */
  static boolean isNumeric(Class<?> type) {
    Class<?> leaf = leaf(type);
    return type.isArray() && leaf.isPrimitive() && leaf != char.class;
  }

  private static Class<?> leaf(Class<?> type) {
    Class<?> leaf = type;
    while (leaf.isArray()) {
      leaf = leaf.getComponentType();
    }
    return leaf;
  }

  /**
   * Floats and doubles as float32, integers as int.
   *
   * @throws Problem {@code shape} where rows have different lengths
   */
  static Tensor tensor(Memory memory, Object array) {
    List<Long> sizes = new ArrayList<>();
    Object first = array;
    while (first != null && first.getClass().isArray()) {
      sizes.add((long) Array.getLength(first));
      boolean deeper = Array.getLength(first) > 0 && first instanceof Object[];
      first = deeper ? Array.get(first, 0) : null;
    }
    for (int axis = sizes.size(); axis < depth(array.getClass()); axis++) {
      sizes.add(0L);
    }
    long[] shape = sizes.stream().mapToLong(Long::longValue).toArray();
    Class<?> leaf = leaf(array.getClass());
    boolean floats = leaf == float.class || leaf == double.class;
    if (floats) {
      float[] flat = new float[Math.toIntExact(Tensor.sizeOf(shape))];
      fill(array, shape, 0, 0, (row, at) -> floats(row, flat, at));
      return Tensor.of(memory, flat, shape);
    }
    long[] flat = new long[Math.toIntExact(Tensor.sizeOf(shape))];
    fill(array, shape, 0, 0, (row, at) -> longs(row, flat, at));
    DType type = leaf == boolean.class ? DType.BOOL : DType.INT;
    return Tensor.of(memory, type, flat, shape);
  }

  private static int depth(Class<?> type) {
    return type.isArray() ? 1 + depth(type.getComponentType()) : 0;
  }

  @FunctionalInterface
  private interface Row {
    void copy(Object row, int at);
  }

  private static void fill(Object array, long[] shape, int axis, int at, Row copy) {
    if (array == null || Array.getLength(array) != shape[axis]) {
      throw Problem.of(
          ErrorCode.SHAPE,
          "the rows of an array that is to be a tensor are equally long, here "
              + shape[axis]
              + " and "
              + (array == null ? "none" : Array.getLength(array)));
    }
    if (axis == shape.length - 1) {
      copy.copy(array, at);
      return;
    }
    int step = Math.toIntExact(Tensor.sizeOf(Arrays.copyOfRange(shape, axis + 1, shape.length)));
    Object[] rows = (Object[]) array;
    for (int i = 0; i < rows.length; i++) {
      fill(rows[i], shape, axis + 1, at + i * step, copy);
    }
  }

  private static void floats(Object row, float[] flat, int at) {
    if (row instanceof float[] f) {
      System.arraycopy(f, 0, flat, at, f.length);
      return;
    }
    double[] d = (double[]) row;
    for (int i = 0; i < d.length; i++) {
      flat[at + i] = (float) d[i];
    }
  }

  private static void longs(Object row, long[] flat, int at) {
    int length = Array.getLength(row);
    for (int i = 0; i < length; i++) {
      flat[at + i] =
          row instanceof boolean[] b ? (b[i] ? 1 : 0) : ((Number) Array.get(row, i)).longValue();
    }
  }
}
