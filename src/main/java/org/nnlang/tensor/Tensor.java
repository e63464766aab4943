// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;

/**
 * A value: a shape, an element type, and row-major memory outside the heap without gaps.
 *
 * <p>Tensors are values: once a tensor has been handed out nobody writes to its memory, so a
 * reshape or a slice of the first axis may share it.
 */
public final class Tensor implements TensorLike {
  private static final int CHUNK = 1 << 20;
  private static final int ASKED = (1 << 16) - 1;

  private final DType dtype;
  private final long[] shape;
  private final long size;
  private final MemorySegment data;
  private final @Nullable Object mark;

  private Tensor(DType dtype, long[] shape, MemorySegment data) {
    this(dtype, shape, data, null);
  }

  private Tensor(DType dtype, long[] shape, MemorySegment data, @Nullable Object mark) {
    this.mark = mark;
    this.dtype = dtype;
    this.shape = shape;
    this.size = sizeOf(shape);
    this.data = data;
  }

  /** A tensor over memory that already holds its elements. */
  public static Tensor over(MemorySegment data, DType dtype, long... shape) {
    long[] own = shape.clone();
    return new Tensor(dtype, own, data.asSlice(0, sizeOf(own) * dtype.bytes()));
  }

  /**
   * A new tensor of zeros; the budget of {@code memory} is checked before anything is allocated.
   */
  public static Tensor zeros(Memory memory, DType dtype, long... shape) {
    long[] own = shape.clone();
    return new Tensor(dtype, own, memory.allocate(dtype, own));
  }

  /** A float32 tensor of these values. */
  public static Tensor of(Memory memory, float[] values, long... shape) {
    Tensor t = zeros(memory, DType.FLOAT32, shape);
    MemorySegment.copy(values, 0, t.data, ValueLayout.JAVA_FLOAT, 0, Math.toIntExact(t.size));
    return t;
  }

  /** A float64 tensor of these values. */
  public static Tensor of(Memory memory, double[] values, long... shape) {
    Tensor t = zeros(memory, DType.FLOAT64, shape);
    MemorySegment.copy(values, 0, t.data, ValueLayout.JAVA_DOUBLE, 0, Math.toIntExact(t.size));
    return t;
  }

  /** An int tensor of these values. */
  public static Tensor of(Memory memory, long[] values, long... shape) {
    Tensor t = zeros(memory, DType.INT, shape);
    MemorySegment.copy(values, 0, t.data, ValueLayout.JAVA_LONG, 0, Math.toIntExact(t.size));
    return t;
  }

  /** A float32 tensor whose element i is {@code value} of i, in row-major order. */
  public static Tensor floats(Memory memory, LongToDoubleFunction value, long... shape) {
    Tensor t = zeros(memory, DType.FLOAT32, shape);
    for (long i = 0; i < t.size; i++) {
      t.data.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) value.applyAsDouble(i));
    }
    return t;
  }

  /** An int tensor whose element i is {@code value} of i, in row-major order. */
  public static Tensor ints(Memory memory, LongUnaryOperator value, long... shape) {
    Tensor t = zeros(memory, DType.INT, shape);
    for (long i = 0; i < t.size; i++) {
      ask(i);
      t.data.setAtIndex(ValueLayout.JAVA_LONG, i, value.applyAsLong(i));
    }
    return t;
  }

  @Override
  public DType dtype() {
    return dtype;
  }

  @Override
  public int rank() {
    return shape.length;
  }

  public long[] shape() {
    return shape.clone();
  }

  public long dim(int axis) {
    return shape[axis];
  }

  /** The number of elements. */
  public long size() {
    return size;
  }

  public MemorySegment data() {
    return data;
  }

  /**
   * What its maker has to say of its numbers, as by what they were normalized. Its rows say the
   * same; what is computed of it does not.
   *
   * @return null for nothing
   */
  public @Nullable Object mark() {
    return mark;
  }

  /** The same tensor, marked. */
  public Tensor marked(@Nullable Object other) {
    return new Tensor(dtype, shape, data, other);
  }

  /** The same elements in another shape of the same size; shares the memory. */
  public Tensor reshape(long... other) {
    if (sizeOf(other) != size) {
      throw new IllegalArgumentException(Arrays.toString(other) + " for " + size + " elements");
    }
    return new Tensor(dtype, other.clone(), data);
  }

  /** Rows {@code from} to {@code to} (not included) of the first axis; shares the memory. */
  public Tensor rows(long from, long to) {
    long row = shape[0] == 0 ? 0 : size / shape[0] * dtype.bytes();
    long[] own = shape.clone();
    own[0] = to - from;
    return new Tensor(dtype, own, data.asSlice(from * row, (to - from) * row), mark);
  }

  /** Whether some element of this stands in the memory of one of the other. */
  public boolean sharesMemory(Tensor other) {
    return data.asOverlappingSlice(other.data).filter(both -> both.byteSize() > 0).isPresent();
  }

  /** The same elements in memory of their own. */
  public Tensor copy(Memory memory) {
    Tensor t = zeros(memory, dtype, shape);
    t.data.copyFrom(data);
    return t;
  }

  /**
   * Rows of the first axis in the order asked for, in memory of their own.
   *
   * @param reuse a tensor to be written instead of a new one, if it has the shape; may be null
   * @throws Problem {@code index} where there is no such row
   */
  public Tensor gatherRows(Memory memory, long[] rows, @Nullable Tensor reuse) {
    long[] own = shape.clone();
    own[0] = rows.length;
    Tensor out =
        reuse != null && reuse.dtype == dtype && Arrays.equals(reuse.shape, own)
            ? reuse
            : zeros(memory, dtype, own).marked(mark);
    long bytes = shape[0] == 0 ? 0 : size / shape[0] * dtype.bytes();
    for (int i = 0; i < rows.length; i++) {
      MemorySegment.copy(data, rowWithin(rows[i], shape[0]) * bytes, out.data, i * bytes, bytes);
    }
    return out;
  }

  /**
   * Pieces of {@code length} elements of a tensor of one axis, one below the other.
   *
   * @param starts where each begins; all of a piece must lie within this tensor
   * @param reuse a tensor to be written instead of a new one, if it has the shape; may be null
   */
  public Tensor gatherPieces(Memory memory, long[] starts, long length, @Nullable Tensor reuse) {
    long[] own = {starts.length, length};
    Tensor out =
        reuse != null && reuse.dtype == dtype && Arrays.equals(reuse.shape, own)
            ? reuse
            : zeros(memory, dtype, own);
    long bytes = length * dtype.bytes();
    for (int i = 0; i < starts.length; i++) {
      MemorySegment.copy(data, starts[i] * dtype.bytes(), out.data, i * bytes, bytes);
    }
    return out;
  }

  /**
   * The number of a row, given back.
   *
   * @throws Problem {@code index} where there is no such row among {@code size}
   */
  public static long rowWithin(long row, long size) {
    if (row < 0 || row >= size) {
      throw Problem.of(ErrorCode.INDEX, "there is no row " + row + " among " + size);
    }
    return row;
  }

  /** Hands all the memory out piece by piece, in order, little endian; nobody may write to it. */
  public void eachPiece(Consumer<ByteBuffer> to) {
    long bytes = size * dtype.bytes();
    for (long done = 0; done < bytes; done += CHUNK) {
      to.accept(bytes(done, (int) Math.min(CHUNK, bytes - done)));
    }
  }

  /**
   * The memory from byte {@code from} on, little endian, as files have it. Only who has just made
   * the tensor may write to it.
   */
  public ByteBuffer bytes(long from, int length) {
    return data.asSlice(from, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Copies the elements of another tensor of this size and element type into this one. For memory
   * that nobody was handed yet.
   */
  public void fill(Tensor from) {
    if (from.size != size || from.dtype != dtype) {
      throw new IllegalArgumentException(from + " into " + this);
    }
    // memory of no elements may be a byte long
    MemorySegment.copy(from.data, 0, data, 0, size * dtype.bytes());
  }

  /**
   * Copies {@code count} elements of another tensor of this element type, from its element {@code
   * at} on, to those from {@code place} on. For memory that nobody was handed yet.
   */
  public void fill(long place, Tensor from, long at, long count) {
    if (from.dtype != dtype) {
      throw new IllegalArgumentException(from + " into " + this);
    }
    long bytes = dtype.bytes();
    MemorySegment.copy(from.data, at * bytes, data, place * bytes, count * bytes);
  }

  /** Whether the other has the same type, shape and bits. */
  public boolean isSame(Tensor other) {
    return other.dtype == dtype
        && Arrays.equals(other.shape, shape)
        && other.data.mismatch(data) < 0;
  }

  /** Makes all elements zero. For memory that nobody was handed yet. */
  public void clear() {
    data.fill((byte) 0);
  }

  /** Writes one element of a float tensor that nobody was handed yet. */
  public void fill(long i, double value) {
    if (dtype == DType.FLOAT32) {
      data.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) value);
    } else {
      data.setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
    }
  }

  /** Writes all elements of an int tensor that nobody was handed yet. */
  public void fill(long[] values) {
    MemorySegment.copy(values, 0, data, ValueLayout.JAVA_LONG, 0, Math.toIntExact(size));
  }

  /** Element {@code i} in row-major order, as a double (booleans 0 or 1). */
  public double getDouble(long i) {
    return switch (dtype) {
      case FLOAT32 -> data.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      case FLOAT64 -> data.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
      case INT -> data.getAtIndex(ValueLayout.JAVA_LONG, i);
      case BOOL -> data.get(ValueLayout.JAVA_BYTE, i);
    };
  }

  /** Element {@code i} in row-major order of an int or bool tensor. */
  public long getLong(long i) {
    return switch (dtype) {
      case INT -> data.getAtIndex(ValueLayout.JAVA_LONG, i);
      case BOOL -> data.get(ValueLayout.JAVA_BYTE, i);
      default -> (long) getDouble(i);
    };
  }

  /** In loops over all elements: asks now and then whether they are to end. */
  private static void ask(long i) {
    if ((i & ASKED) == ASKED) {
      Polls.now();
    }
  }

  /** All elements as doubles, row-major. */
  public double[] toDoubles() {
    double[] out = new double[Math.toIntExact(size)];
    for (int i = 0; i < out.length; i++) {
      ask(i);
      out[i] = getDouble(i);
    }
    return out;
  }

  /** All elements as floats, row-major. */
  public float[] toFloats() {
    float[] out = new float[Math.toIntExact(size)];
    if (dtype == DType.FLOAT32) {
      MemorySegment.copy(data, ValueLayout.JAVA_FLOAT, 0, out, 0, out.length);
      return out;
    }
    for (int i = 0; i < out.length; i++) {
      ask(i);
      out[i] = (float) getDouble(i);
    }
    return out;
  }

  /** All elements of an int or bool tensor, row-major. */
  public long[] toLongs() {
    long[] out = new long[Math.toIntExact(size)];
    for (int i = 0; i < out.length; i++) {
      ask(i);
      out[i] = getLong(i);
    }
    return out;
  }

  /** A tensor of integers, or of booleans that are 0 or 1. */
  public static Tensor of(Memory memory, DType dtype, long[] values, long... shape) {
    if (dtype == DType.INT) {
      return of(memory, values, shape);
    }
    Tensor t = zeros(memory, DType.BOOL, shape);
    for (int i = 0; i < values.length; i++) {
      t.data.set(ValueLayout.JAVA_BYTE, i, (byte) (values[i] == 0 ? 0 : 1));
    }
    return t;
  }

  /** The product of the sizes; 1 for a scalar. */
  public static long sizeOf(long... shape) {
    long n = 1;
    for (long d : shape) {
      n = Math.multiplyExact(n, d);
    }
    return n;
  }

  @Override
  public String toString() {
    return dtype.word() + Arrays.toString(shape);
  }
}
