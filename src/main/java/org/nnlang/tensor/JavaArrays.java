// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
    write(array, into, into.shape(), 0, 0);
  }

  private static long write(Object array, Tensor into, long[] shape, int axis, long at) {
    int length = array == null ? -1 : Array.getLength(array);
    if (length != shape[axis]) {
      throw Problem.of(
          ErrorCode.SHAPE,
          "the rows of an array are equally long, here %d and %d"
              .formatted(shape[axis], Math.max(0, length)));
    }
    if (axis == shape.length - 1) {
      writeRow(array, length, into, at);
      return at + length;
    }
    long next = at;
    for (Object part : (Object[]) array) {
      next = write(part, into, shape, axis + 1, next);
    }
    return next;
  }

  private static void writeRow(Object row, int length, Tensor into, long at) {
    MemorySegment data = into.data();
    switch (into.dtype()) {
      case FLOAT32 -> {
        if (row instanceof float[] f) {
          MemorySegment.copy(f, 0, data, ValueLayout.JAVA_FLOAT, 4 * at, length);
        } else {
          double[] d = (double[]) row;
          for (int i = 0; i < length; i++) {
            data.setAtIndex(ValueLayout.JAVA_FLOAT, at + i, (float) d[i]);
          }
        }
      }
      case FLOAT64 -> {
        if (row instanceof double[] d) {
          MemorySegment.copy(d, 0, data, ValueLayout.JAVA_DOUBLE, 8 * at, length);
        } else {
          float[] f = (float[]) row;
          for (int i = 0; i < length; i++) {
            data.setAtIndex(ValueLayout.JAVA_DOUBLE, at + i, f[i]);
          }
        }
      }
      case INT -> {
        if (row instanceof long[] l) {
          MemorySegment.copy(l, 0, data, ValueLayout.JAVA_LONG, 8 * at, length);
        } else if (row instanceof int[] w) {
          for (int i = 0; i < length; i++) {
            data.setAtIndex(ValueLayout.JAVA_LONG, at + i, w[i]);
          }
        } else {
          for (int i = 0; i < length; i++) {
            data.setAtIndex(ValueLayout.JAVA_LONG, at + i, Array.getLong(row, i));
          }
        }
      }
      case BOOL -> {
        boolean[] b = (boolean[]) row;
        for (int i = 0; i < length; i++) {
          data.set(ValueLayout.JAVA_BYTE, at + i, (byte) (b[i] ? 1 : 0));
        }
      }
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
    return type.cast(read(t, type, shape, 0, 0));
  }

  private static String simple(Class<?> type) {
    return type.getSimpleName();
  }

  private static Object read(Tensor t, Class<?> type, long[] shape, int axis, long at) {
    int length = Math.toIntExact(shape[axis]);
    Class<?> of = type.getComponentType();
    Object array = Array.newInstance(of, length);
    if (axis == shape.length - 1) {
      readRow(t, array, length, at);
      return array;
    }
    long step = Tensor.sizeOf(Arrays.copyOfRange(shape, axis + 1, shape.length));
    Object[] parts = (Object[]) array;
    for (int i = 0; i < length; i++) {
      parts[i] = read(t, of, shape, axis + 1, at + i * step);
    }
    return array;
  }

  private static void readRow(Tensor t, Object row, int length, long at) {
    MemorySegment data = t.data();
    if (row instanceof float[] f && t.dtype() == DType.FLOAT32) {
      MemorySegment.copy(data, ValueLayout.JAVA_FLOAT, 4 * at, f, 0, length);
      return;
    }
    if (row instanceof double[] d && t.dtype() == DType.FLOAT64) {
      MemorySegment.copy(data, ValueLayout.JAVA_DOUBLE, 8 * at, d, 0, length);
      return;
    }
    if (row instanceof long[] l && t.dtype() == DType.INT) {
      MemorySegment.copy(data, ValueLayout.JAVA_LONG, 8 * at, l, 0, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      switch (row) {
        case float[] f -> f[i] = (float) t.getDouble(at + i);
        case double[] d -> d[i] = t.getDouble(at + i);
        case long[] l -> l[i] = whole(t, at + i);
        case int[] n -> n[i] = Math.toIntExact(whole(t, at + i));
        case boolean[] b -> b[i] = t.getDouble(at + i) != 0;
        default ->
            throw Problem.of(
                ErrorCode.TYPE, "numbers go into float, double, int, long or boolean arrays");
      }
    }
  }

  private static long whole(Tensor t, long i) {
    if (t.dtype().isFloat()) {
      throw Problem.of(ErrorCode.TYPE, "floats do not go into an array of integers");
    }
    return t.getLong(i);
  }
}
