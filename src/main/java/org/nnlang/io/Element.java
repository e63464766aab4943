// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/**
 * The element types of files, under the names safetensors has for them, and what each becomes: the
 * nearest one nn has.
 */
enum Element {
  F64(8, DType.FLOAT64),
  F32(4, DType.FLOAT32),
  F16(2, DType.FLOAT32),
  BF16(2, DType.FLOAT32),
  I64(8, DType.INT),
  I32(4, DType.INT),
  I16(2, DType.INT),
  I8(1, DType.INT),
  U64(8, DType.INT),
  U32(4, DType.INT),
  U16(2, DType.INT),
  U8(1, DType.INT),
  BOOL(1, DType.BOOL);

  private static final int CHUNK = 1 << 16;

  private final int bytes;
  private final DType dtype;

  Element(int bytes, DType dtype) {
    this.bytes = bytes;
    this.dtype = dtype;
  }

  int bytes() {
    return bytes;
  }

  DType dtype() {
    return dtype;
  }

  static Optional<Element> of(String word) {
    return Arrays.stream(values()).filter(e -> e.name().equals(word)).findFirst();
  }

  static Element of(DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> F64;
      case FLOAT32 -> F32;
      case INT -> I64;
      case BOOL -> BOOL;
    };
  }

  static String words() {
    return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
  }

  private static long signed(long bits) {
    if (bits < 0) {
      throw Problem.of(
          ErrorCode.LIMIT,
          "integers are signed and of 64 bits here, this one is too large: "
              + Long.toUnsignedString(bits));
    }
    return bits;
  }

  /**
   * The rest of a file as a tensor; no byte more or less than its shape needs, which is seen before
   * anything is allocated.
   */
  Tensor read(ByteReader in, ByteOrder order, long[] shape, Memory memory) {
    long needed;
    try {
      needed = Math.multiplyExact(Tensor.sizeOf(shape), (long) bytes);
    } catch (ArithmeticException e) {
      throw in.bad(in.at(), "a size that fits a file", "shape " + Arrays.toString(shape));
    }
    if (needed != in.left()) {
      String elements = "%d bytes for shape %s".formatted(needed, Arrays.toString(shape));
      throw in.bad(in.at(), elements, Integer.toString(in.left()));
    }
    ByteBuffer from = in.take(needed, "elements").order(order);
    Tensor out = Tensor.zeros(memory, dtype, shape);
    for (long done = 0; done < out.size(); done += CHUNK) {
      int count = (int) Math.min(CHUNK, out.size() - done);
      widen(from, out.bytes(done * dtype.bytes(), count * dtype.bytes()), count);
    }
    return out;
  }

  /**
   * Puts {@code count} float32 numbers into a buffer of this type, which must have each: nothing is
   * rounded.
   */
  void narrow(ByteBuffer from, ByteBuffer to, int count) {
    for (int i = 0; i < count; i++) {
      switch (this) {
        case BF16 -> to.putShort((short) (from.getInt() >>> 16));
        case I8 -> to.put((byte) from.getFloat());
        default -> throw new IllegalStateException(name());
      }
    }
  }

  /** Puts {@code count} elements of this type into a buffer of {@link #dtype}. */
  void widen(ByteBuffer from, ByteBuffer to, int count) {
    switch (this) {
      case F64, I64 -> to.asLongBuffer().put(0, from.asLongBuffer(), 0, count);
      case F32 -> to.asIntBuffer().put(0, from.asIntBuffer(), 0, count);
      default -> {
        convert(from, to, count);
        return;
      }
    }
    from.position(from.position() + count * bytes);
    to.position(to.position() + count * bytes);
  }

  private void convert(ByteBuffer from, ByteBuffer to, int count) {
    for (int i = 0; i < count; i++) {
      switch (this) {
        case U64 -> to.putLong(signed(from.getLong()));
        case F16 -> to.putFloat(Float.float16ToFloat(from.getShort()));
        case BF16 -> to.putInt(from.getShort() << 16);
        case I32 -> to.putLong(from.getInt());
        case I16 -> to.putLong(from.getShort());
        case I8 -> to.putLong(from.get());
        case U32 -> to.putLong(from.getInt() & 0xffff_ffffL);
        case U16 -> to.putLong(from.getShort() & 0xffff);
        case U8 -> to.putLong(from.get() & 0xff);
        case BOOL -> to.put((byte) (from.get() == 0 ? 0 : 1));
        default -> throw new IllegalStateException(name());
      }
    }
  }
}
