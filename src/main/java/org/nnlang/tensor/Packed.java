// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * A float32 tensor in less memory. It is seen as rows, one for each index of its first axis, whose
 * numbers are codes times a scale that each row has. Codes stand in the order of {@link Panels}. A
 * matrix may be kept turned, as its transpose: products by it then go through its codes in order.
 *
 * <p>A code of {@link Packing#BFLOAT16} is a float of 16 bits as processors read it (IEEE 754
 * binary16), with a power of two as scale: that has more digits and less range, so that all numbers
 * of a row are what they are as bfloat16 down to 2^-32 of the largest.
 */
public final class Packed {
  /** The largest code of eight bits: the range is even, so that 0 is a code. */
  private static final int LARGEST = 127;

  /** The exponent of the largest numbers that a float of 16 bits holds. */
  private static final int MOST_EXPONENT = 15;

  private final Packing packing;
  private final long[] shape;
  private final Tensor codes;
  private final Tensor scales;
  private final boolean turned;
  private final Memory memory;

  private Packed(
      Packing packing, long[] shape, Tensor codes, Tensor scales, boolean turned, Memory memory) {
    this.packing = packing;
    this.shape = shape;
    this.codes = codes;
    this.scales = scales;
    this.turned = turned;
    this.memory = memory;
  }

  /**
   * The nearest that can be kept to a float32 tensor with axes.
   *
   * @throws Problem {@code value} where a number is nan or infinite, for which no scale is right
   */
  public static Packed of(Tensor from, Packing packing, Memory memory) {
    return of(from, packing, false, memory);
  }

  /**
   * The same of a matrix.
   *
   * @param turned whether its transpose is what is kept, with a scale for each of its columns
   */
  public static Packed of(Tensor given, Packing packing, boolean turned, Memory memory) {
    Tensor from = turned ? transpose(given, memory) : given;
    long[] shape = from.shape();
    Panels panels = panels(shape);
    int cols = panels.cols();
    Tensor codes = Tensor.zeros(memory, DType.INT, packing.words(from.size()));
    float[] row = new float[cols];
    float[] scales = new float[panels.rows()];
    for (int r = 0; r < scales.length; r++) {
      MemorySegment.copy(from.data(), ValueLayout.JAVA_FLOAT, 4L * r * cols, row, 0, cols);
      scales[r] =
          switch (packing) {
            case INT8 -> bytes(row, codes.data(), panels, r);
            case BFLOAT16 -> halves(row, codes.data(), panels, r);
          };
    }
    Tensor own = Tensor.of(memory, scales, scales.length);
    return new Packed(packing, shape, codes, own, turned, memory);
  }

  private static Tensor transpose(Tensor matrix, Memory memory) {
    int rows = Math.toIntExact(matrix.dim(0));
    int cols = Math.toIntExact(matrix.dim(1));
    float[] from = matrix.toFloats();
    float[] to = new float[from.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        to[c * rows + r] = from[r * cols + c];
      }
    }
    return Tensor.of(memory, to, cols, rows);
  }

  private static Panels panels(long[] shape) {
    int rows = Math.toIntExact(shape[0]);
    return new Panels(rows, Math.toIntExact(rows == 0 ? 0 : Tensor.sizeOf(shape) / rows));
  }

  /** Another tensor, packed in the same way. */
  public Packed like(Tensor other) {
    return of(other, packing, turned, memory);
  }

  private static float bytes(float[] row, MemorySegment to, Panels panels, int r) {
    float largest = 0;
    for (float x : row) {
      if (!Float.isFinite(x)) {
        throw Problem.of(ErrorCode.VALUE, "a weight that is " + x + " cannot be kept as int8")
            .hint("the net was not trained well: look at its loss");
      }
      largest = Math.max(largest, Math.abs(x));
    }
    float scale = largest / LARGEST;
    for (int c = 0; c < row.length; c++) {
      // a scale that is 0, or nearly, has codes that are 0
      double code = scale == 0 ? 0 : Math.rint(row[c] / scale);
      byte whole = (byte) Math.clamp(code, -LARGEST, LARGEST);
      to.set(ValueLayout.JAVA_BYTE, panels.at(r, c), whole);
    }
    return scale;
  }

  private static float halves(float[] row, MemorySegment to, Panels panels, int r) {
    float largest = 0;
    for (float x : row) {
      float upper = Math.abs(upperHalf(x));
      largest = Float.isFinite(upper) ? Math.max(largest, upper) : largest;
    }
    int exponent = largest == 0 ? 0 : Math.getExponent(largest) - MOST_EXPONENT;
    for (int c = 0; c < row.length; c++) {
      float code = (float) Math.scalb((double) upperHalf(row[c]), -exponent);
      to.setAtIndex(ValueLayout.JAVA_SHORT, panels.at(r, c), Float.floatToFloat16(code));
    }
    return Math.scalb(1f, exponent);
  }

  /** The number as bfloat16: rounded to the nearest and of equals to the even one. */
  private static float upperHalf(float x) {
    int bits = Float.floatToRawIntBits(x);
    return Float.isNaN(x) ? x : Float.intBitsToFloat(bits + 0x7fff + (bits >>> 16 & 1) & ~0xffff);
  }

  public Packing packing() {
    return packing;
  }

  /** The shape of the tensor. */
  public long[] shape() {
    return turned ? new long[] {shape[1], shape[0]} : shape.clone();
  }

  /** Whether what is kept is the transpose. */
  public boolean isTurned() {
    return turned;
  }

  /** What is kept: this, or the transpose of it that is not turned. */
  public Packed kept() {
    return turned ? new Packed(packing, shape, codes, scales, false, memory) : this;
  }

  /** The codes, as integers of eight bytes each. */
  public Tensor codes() {
    return codes;
  }

  /** What the codes of each row of what is {@link #kept} are to be multiplied by. */
  public Tensor scales() {
    return scales;
  }

  /** Bytes it takes. */
  public long bytes() {
    return codes.size() * Long.BYTES + scales.size() * Float.BYTES;
  }

  /** The tensor, newly made. */
  public Tensor unpacked() {
    return ordered(unpacked(true));
  }

  /** The codes in the order of the tensor, as numbers that no scale has changed. */
  public Tensor unscaled() {
    return ordered(unpacked(false));
  }

  private Tensor ordered(Tensor kept) {
    return turned ? transpose(kept, memory) : kept;
  }

  private Tensor unpacked(boolean scaled) {
    Tensor out = Tensor.zeros(memory, DType.FLOAT32, shape);
    Panels panels = panels(shape);
    int cols = panels.cols();
    float[] row = new float[cols];
    for (int r = 0; r < panels.rows(); r++) {
      float scale = scaled ? (float) scales.getDouble(r) : 1;
      for (int c = 0; c < cols; c++) {
        row[c] = code(panels.at(r, c)) * scale;
      }
      MemorySegment.copy(row, 0, out.data(), ValueLayout.JAVA_FLOAT, 4L * r * cols, cols);
    }
    return out;
  }

  private float code(long at) {
    return switch (packing) {
      case INT8 -> codes.data().get(ValueLayout.JAVA_BYTE, at);
      case BFLOAT16 -> Float.float16ToFloat(codes.data().getAtIndex(ValueLayout.JAVA_SHORT, at));
    };
  }
}
