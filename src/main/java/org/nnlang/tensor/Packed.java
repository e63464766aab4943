// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * A float32 tensor in less memory. It is seen as rows, one for each index of its first axis; the
 * code of number c of row r stands at {@code c * rows + r}: a product by all rows then goes through
 * memory from its begin to its end.
 */
public final class Packed {
  /** The largest code of eight bits: the range is even, so that 0 is a code. */
  private static final int LARGEST = 127;

  private final Packing packing;
  private final long[] shape;
  private final Tensor codes;
  private final @Nullable Tensor scales;
  private final Memory memory;

  private Packed(
      Packing packing, long[] shape, Tensor codes, @Nullable Tensor scales, Memory memory) {
    this.packing = packing;
    this.shape = shape;
    this.codes = codes;
    this.scales = scales;
    this.memory = memory;
  }

  /**
   * The nearest that can be kept to a float32 tensor with axes.
   *
   * @throws Problem {@code value} where a number is nan or infinite, for which no scale is right
   */
  public static Packed of(Tensor from, Packing packing, Memory memory) {
    long[] shape = from.shape();
    int rows = Math.toIntExact(shape[0]);
    int cols = Math.toIntExact(rows == 0 ? 0 : from.size() / rows);
    Tensor codes = Tensor.zeros(memory, DType.INT, packing.words(from.size()));
    float[] row = new float[cols];
    float[] scales = new float[rows];
    for (int r = 0; r < rows; r++) {
      MemorySegment.copy(from.data(), ValueLayout.JAVA_FLOAT, 4L * r * cols, row, 0, cols);
      if (packing == Packing.INT8) {
        scales[r] = scale(row);
        bytes(row, scales[r], codes.data(), r, rows);
      } else {
        halves(row, codes.data(), r, rows);
      }
    }
    @Nullable Tensor own = packing == Packing.INT8 ? Tensor.of(memory, scales, rows) : null;
    return new Packed(packing, shape, codes, own, memory);
  }

  /** Another tensor, packed in the same way. */
  public Packed like(Tensor other) {
    return of(other, packing, memory);
  }

  private static float scale(float[] row) {
    float largest = 0;
    for (float x : row) {
      if (!Float.isFinite(x)) {
        throw Problem.of(ErrorCode.VALUE, "a weight that is " + x + " cannot be kept as int8")
            .hint("the net was not trained well: look at its loss");
      }
      largest = Math.max(largest, Math.abs(x));
    }
    return largest / LARGEST;
  }

  private static void bytes(float[] row, float scale, MemorySegment to, long at, long step) {
    for (int c = 0; c < row.length; c++) {
      // a scale that is 0, or nearly, has codes that are 0
      double code = scale == 0 ? 0 : Math.rint(row[c] / scale);
      byte whole = (byte) Math.clamp(code, -LARGEST, LARGEST);
      to.set(ValueLayout.JAVA_BYTE, c * step + at, whole);
    }
  }

  private static void halves(float[] row, MemorySegment to, long at, long step) {
    for (int c = 0; c < row.length; c++) {
      to.setAtIndex(ValueLayout.JAVA_SHORT, c * step + at, half(row[c]));
    }
  }

  /** The upper half, rounded to the nearest and of equals to the even one. */
  private static short half(float x) {
    int bits = Float.floatToRawIntBits(x);
    if (Float.isNaN(x)) {
      return (short) (bits >>> 16 | 1 << 6);
    }
    return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
  }

  public Packing packing() {
    return packing;
  }

  public long[] shape() {
    return shape.clone();
  }

  /** The codes, as integers of eight bytes each. */
  public Tensor codes() {
    return codes;
  }

  /** What the codes of each row are to be multiplied by; null where they are not. */
  public @Nullable Tensor scales() {
    return scales;
  }

  /** Bytes it takes. */
  public long bytes() {
    return codes.size() * Long.BYTES + (scales == null ? 0 : scales.size() * Float.BYTES);
  }

  /** The tensor, newly made. */
  public Tensor unpacked() {
    return unpacked(true);
  }

  /** The codes in the order of the tensor, as numbers that no scale has changed. */
  public Tensor unscaled() {
    return unpacked(false);
  }

  private Tensor unpacked(boolean scaled) {
    Tensor out = Tensor.zeros(memory, DType.FLOAT32, shape);
    long rows = shape[0];
    long cols = rows == 0 ? 0 : out.size() / rows;
    for (long r = 0; r < rows; r++) {
      double scale = scaled && scales != null ? scales.getDouble(r) : 1;
      for (long c = 0; c < cols; c++) {
        out.fill(r * cols + c, number(c * rows + r) * scale);
      }
    }
    return out;
  }

  private double number(long i) {
    return packing == Packing.INT8
        ? codes.data().get(ValueLayout.JAVA_BYTE, i)
        : Float.intBitsToFloat(codes.data().getAtIndex(ValueLayout.JAVA_SHORT, i) << 16);
  }
}
