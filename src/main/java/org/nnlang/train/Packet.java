// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;

/** What a training and its workers say to each other: numbers first, then tensors. */
final class Packet {
  private final ByteBuffer bytes;

  /** Reads what a {@link Writer} wrote. */
  Packet(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  long whole() {
    return bytes.getLong();
  }

  double real() {
    return bytes.getDouble();
  }

  String text() {
    byte[] text = new byte[bytes.getInt()];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  double[] reals() {
    double[] out = new double[bytes.getInt()];
    for (int i = 0; i < out.length; i++) {
      out[i] = bytes.getDouble();
    }
    return out;
  }

  float[] floats() {
    float[] out = new float[bytes.getInt()];
    for (int i = 0; i < out.length; i++) {
      out[i] = bytes.getFloat();
    }
    return out;
  }

  /** The numbers of the next tensor, which is like this one. */
  void read(Tensor into) {
    int length = Math.toIntExact(into.size() * into.dtype().bytes());
    into.bytes(0, length).put(bytes.slice(bytes.position(), length));
    bytes.position(bytes.position() + length);
  }

  /** Collects what is to be said. */
  static final class Writer {
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(head);
    private final List<Tensor> tensors = new ArrayList<>();

    private interface Writing {
      void write() throws IOException;
    }

    private Writer put(Writing writing) {
      try {
        writing.write();
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Writer put(long number) {
      return put(() -> out.writeLong(number));
    }

    Writer put(double number) {
      return put(() -> out.writeDouble(number));
    }

    Writer put(String text) {
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      return put(
          () -> {
            out.writeInt(encoded.length);
            out.write(encoded);
          });
    }

    Writer put(double[] numbers) {
      return put(
          () -> {
            out.writeInt(numbers.length);
            for (double number : numbers) {
              out.writeDouble(number);
            }
          });
    }

    Writer put(float[] numbers) {
      return put(
          () -> {
            out.writeInt(numbers.length);
            for (float number : numbers) {
              out.writeFloat(number);
            }
          });
    }

    /** A tensor, whose numbers are read when all is said. */
    Writer put(Tensor tensor) {
      tensors.add(tensor);
      return this;
    }

    Writer put(List<Tensor> more) {
      tensors.addAll(more);
      return this;
    }

    /**
     * All of it.
     *
     * @throws Problem {@code limit} where it is more than one array holds
     */
    byte[] bytes() {
      long size = head.size() + tensors.stream().mapToLong(t -> t.size() * t.dtype().bytes()).sum();
      if (size > Integer.MAX_VALUE - 64) {
        throw Problem.of(
            ErrorCode.LIMIT,
            "a round of a cluster moves 2 GB at most, and this net needs %.1f"
                .formatted(size / 1e9));
      }
      ByteBuffer all = ByteBuffer.allocate((int) size).put(head.toByteArray());
      tensors.forEach(t -> t.eachPiece(all::put));
      return all.array();
    }
  }
}
