// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.lang.reflect.Array;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** Arrays of numbers or booleans, of any depth, to tensors and back, a row at a time. */
public final class JavaArrays {
  private JavaArrays() {}

  /** The element type and depth of an array's class. */
  private static Class<?> leaf(Class<?> type) {
    Class<?> leaf = type;
    while (leaf.isArray()) {
      leaf = leaf.getComponentType();
    }
    return leaf;
  }

  private static int depth(Class<?> type) {
    return type.isArray() ? 1 + depth(type.getComponentType()) : 0;
  }

  /** Whether arrays of this class hold numbers or booleans in the end. */
  public static boolean isNumeric(Class<?> type) {
    Class<?> leaf = leaf(type);
    return type.isArray() && leaf.isPrimitive() && leaf != char.class;
  }

  /** What elements become: integers int, booleans bool, floats and doubles {@code floats}. */
  public static DType dtype(Object array, DType floats) {
    Class<?> leaf = leaf(array.getClass());
    return leaf == boolean.class
        ? DType.BOOL
        : leaf == float.class || leaf == double.class ? floats : DType.INT;
  }

  /** The sizes of an array whose rows are equally long. */
  public static long[] shape(Object array) {
    long[] sizes = new long[depth(array.getClass())];
    Object first = array;
    for (int axis = 0; axis < sizes.length && first != null; axis++) {
      sizes[axis] = Array.getLength(first);
      first = sizes[axis] > 0 && first instanceof Object[] rows ? rows[0] : null;
    }
    return sizes;
  }

  /**
   * A new tensor of the numbers of an array.
   *
   * @throws Problem {@code shape} where rows have different lengths
   */
  public static Tensor tensor(Memory memory, Object array, DType floats) {
    Tensor t = Tensor.zeros(memory, dtype(array, floats), shape(array));
    write(array, t);
    return t;
  }

  /** The elements of a float32 tensor as a buffer, which may be written to by who made it. */
  public static FloatBuffer floats(Tensor t) {
    return t.data().asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /**
   * Writes all numbers of an array into a tensor of its {@link #dtype} and {@link #shape}.
   *
   * @throws Problem {@code shape} where rows have different lengths
   */
  public static void write(Object array, Tensor into) {
    var pieces = new ArrayPieces(into);
    write(array, into.shape(), 0, pieces);
    pieces.flush();
  }

  private static void write(Object array, long[] shape, int axis, ArrayPieces to) {
    int length =
        array == null ? -1 : array instanceof float[] f ? f.length : Array.getLength(array);
    if (length != shape[axis]) {
      throw Problem.of(
          ErrorCode.SHAPE,
          "the rows of an array are equally long, here %d and %d"
              .formatted(shape[axis], Math.max(0, length)));
    }
    if (axis == shape.length - 1) {
      to.put(array, length);
      return;
    }
    for (Object part : (Object[]) array) {
      write(part, shape, axis + 1, to);
    }
  }

  /**
   * The numbers of a tensor as an array of this class; of a tensor without axes as one of length 1.
   *
   * @throws Problem {@code type} where the array has another depth, or cannot hold such numbers
   */
  public static <T> T read(Tensor t, Class<T> type) {
    long[] shape = t.rank() == 0 ? new long[] {1} : t.shape();
    if (!isNumeric(type) || depth(type) != shape.length) {
      throw Problem.of(
          ErrorCode.TYPE,
          "a tensor of shape %s is no %s".formatted(Arrays.toString(t.shape()), simple(type)));
    }
    return type.cast(read(type, shape, 0, new ArrayPieces(t)));
  }

  private static Object read(Class<?> type, long[] shape, int axis, ArrayPieces from) {
    int length = Math.toIntExact(shape[axis]);
    Class<?> of = type.getComponentType();
    Object array = of == float.class ? new float[length] : Array.newInstance(of, length);
    if (axis == shape.length - 1) {
      from.take(array, length);
      return array;
    }
    Object[] parts = (Object[]) array;
    for (int i = 0; i < length; i++) {
      parts[i] = read(of, shape, axis + 1, from);
    }
    return array;
  }

  private static String simple(Class<?> type) {
    return type.getSimpleName();
  }
}
