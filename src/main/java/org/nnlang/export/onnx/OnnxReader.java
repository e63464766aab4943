// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.io.Disk;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Show;

/**
 * The tensors that a model holds, by name. Of the model nothing else is looked at; nothing that it
 * says is believed before it fits what is there.
 */
final class OnnxReader {
  private final String path;
  private final Memory memory;

  private OnnxReader(String path, Memory memory) {
    this.path = path;
    this.memory = memory;
  }

  static Map<String, Tensor> read(Disk disk, String path, Memory memory) {
    ByteBuffer model = ByteBuffer.wrap(disk.read(path)).order(ByteOrder.LITTLE_ENDIAN);
    OnnxReader reader = new OnnxReader(path, memory);
    Map<String, Tensor> out = new LinkedHashMap<>();
    boolean any = false;
    for (Field graph : reader.fields(model)) {
      if (graph.number == 7 && graph.bytes != null) {
        any = true;
        for (Field tensor : reader.fields(graph.bytes)) {
          if (tensor.number == 5 && tensor.bytes != null) {
            reader.tensor(tensor.bytes, out);
          }
        }
      }
    }
    if (!any) {
      throw reader.broken("no graph");
    }
    return out;
  }

  /**
   * A field of a message.
   *
   * @param bytes null where it is a number
   */
  private record Field(int number, long value, @Nullable ByteBuffer bytes) {}

  private List<Field> fields(ByteBuffer message) {
    ByteBuffer in = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    List<Field> out = new ArrayList<>();
    while (in.hasRemaining()) {
      long tag = varint(in);
      int number = (int) (tag >>> 3);
      switch ((int) (tag & 7)) {
        case 0 -> out.add(new Field(number, varint(in), null));
        case 1 -> out.add(new Field(number, 0, cut(in, 8)));
        case 2 -> out.add(new Field(number, 0, cut(in, varint(in))));
        case 5 -> out.add(new Field(number, 0, cut(in, 4)));
        default -> throw broken("a field of kind " + (tag & 7) + " at byte " + in.position());
      }
    }
    return out;
  }

  private long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (!in.hasRemaining()) {
        throw broken("an end within a number");
      }
      byte b = in.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw broken("a number of more than 64 bits");
  }

  private ByteBuffer cut(ByteBuffer in, long length) {
    if (length < 0 || length > in.remaining()) {
      throw broken(length + " bytes where there are " + in.remaining());
    }
    ByteBuffer out = in.slice(in.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + (int) length);
    return out;
  }

  private void tensor(ByteBuffer message, Map<String, Tensor> into) {
    List<Long> dims = new ArrayList<>();
    int type = 0;
    String name = "";
    ByteBuffer raw = null;
    List<ByteBuffer> packed = new ArrayList<>();
    List<Long> integers = new ArrayList<>();
    for (Field f : fields(message)) {
      ByteBuffer b = f.bytes;
      switch (f.number) {
        case 1 -> dims.addAll(b == null ? List.of(f.value) : varints(b));
        case 2 -> type = (int) f.value;
        case 4, 10 -> {
          if (b != null) {
            packed.add(b);
          }
        }
        case 5, 7, 11 -> integers.addAll(b == null ? List.of(f.value) : varints(b));
        case 8 -> name = b == null ? "" : StandardCharsets.UTF_8.decode(b).toString();
        case 9 -> raw = b;
        default -> {}
      }
    }
    long[] shape = dims.stream().mapToLong(d -> d).toArray();
    long size = size(shape, name);
    DType dtype = dtype(type);
    if (dtype == null) {
      return;
    }
    int wide = bytes(type);
    if (raw == null && !packed.isEmpty()) {
      int all = packed.stream().mapToInt(ByteBuffer::remaining).sum();
      ByteBuffer joined = ByteBuffer.allocate(all).order(ByteOrder.LITTLE_ENDIAN);
      packed.forEach(joined::put);
      raw = joined.flip();
    }
    long there = raw != null ? raw.remaining() / wide : integers.size();
    if (there != size) {
      throw broken(there + " numbers of " + Show.quoted(name) + ", which has " + size);
    }
    Tensor t = Tensor.zeros(memory, dtype, shape);
    for (int i = 0; i < size; i++) {
      put(t, i, raw, integers, type);
    }
    into.put(name, t);
  }

  private List<Long> varints(ByteBuffer in) {
    List<Long> out = new ArrayList<>();
    while (in.hasRemaining()) {
      out.add(varint(in));
    }
    return out;
  }

  private long size(long[] shape, String name) {
    try {
      if (Arrays.stream(shape).allMatch(d -> d >= 0)) {
        return Math.toIntExact(Tensor.sizeOf(shape));
      }
    } catch (ArithmeticException e) {
      // as one that is negative
    }
    throw broken("a shape " + Arrays.toString(shape) + " of " + Show.quoted(name));
  }

  /** What an element type becomes; null for one that no weight of a net is of. */
  private static @Nullable DType dtype(int type) {
    return switch (type) {
      case OnnxType.FLOAT, OnnxType.FLOAT16 -> DType.FLOAT32;
      case OnnxType.DOUBLE -> DType.FLOAT64;
      case OnnxType.INT32, OnnxType.INT64 -> DType.INT;
      case OnnxType.BOOL -> DType.BOOL;
      default -> null;
    };
  }

  private static int bytes(int type) {
    return switch (type) {
      case OnnxType.BOOL -> 1;
      case OnnxType.FLOAT16 -> 2;
      case OnnxType.FLOAT, OnnxType.INT32 -> 4;
      default -> 8;
    };
  }

  private static void put(
      Tensor t, int i, @Nullable ByteBuffer raw, List<Long> integers, int type) {
    ByteBuffer out = t.bytes((long) i * t.dtype().bytes(), t.dtype().bytes());
    long whole = raw == null ? integers.get(i) : 0;
    switch (type) {
      case OnnxType.FLOAT -> out.putInt(raw == null ? (int) whole : raw.getInt(4 * i));
      case OnnxType.FLOAT16 ->
          out.putFloat(Float.float16ToFloat(raw == null ? (short) whole : raw.getShort(2 * i)));
      case OnnxType.DOUBLE -> out.putLong(raw == null ? whole : raw.getLong(8 * i));
      case OnnxType.INT64 -> out.putLong(raw == null ? whole : raw.getLong(8 * i));
      case OnnxType.INT32 -> out.putLong(raw == null ? whole : raw.getInt(4 * i));
      default -> out.put((byte) ((raw == null ? whole : raw.get(i)) != 0 ? 1 : 0));
    }
  }

  private Problem broken(String found) {
    return Problem.of(
        ErrorCode.FILE,
        "this is no ONNX model, or a damaged one: " + found + ", in " + Show.quoted(path));
  }
}
