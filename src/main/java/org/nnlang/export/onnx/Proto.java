// SPDX-License-Identifier: Apache-2.0
package org.nnlang.export.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of Protocol Buffers that is being written, field by field. Large fields are kept as
 * what writes them, and are never in memory as bytes.
 */
final class Proto {
  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  /** Writes bytes, as many as were promised. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private final List<Content> parts = new ArrayList<>();
  private ByteArrayOutputStream open = new ByteArrayOutputStream();
  private long closed;

  /** How many bytes it has so far. */
  long size() {
    return closed + open.size();
  }

  Proto number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  Proto real(int field, float value) {
    tag(field, FIXED32);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      open.write(bits >>> shift);
    }
    return this;
  }

  Proto text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Proto bytes(int field, byte[] value) {
    tag(field, BYTES);
    varint(value.length);
    open.writeBytes(value);
    return this;
  }

  /** A field of {@code size} bytes that are written when all of the message is. */
  Proto bytes(int field, long size, Content content) {
    tag(field, BYTES);
    varint(size);
    close();
    parts.add(content);
    closed += size;
    return this;
  }

  /** A message within this one, which is not changed afterwards. */
  Proto message(int field, Proto inner) {
    return bytes(field, inner.size(), inner::writeTo);
  }

  /** The fields of another message as more of this one's. */
  void append(Proto other) {
    close();
    parts.add(other::writeTo);
    closed += other.size();
  }

  void writeTo(OutputStream out) throws IOException {
    for (Content part : parts) {
      part.writeTo(out);
    }
    open.writeTo(out);
  }

  private void close() {
    byte[] bytes = open.toByteArray();
    closed += bytes.length;
    parts.add(out -> out.write(bytes));
    open = new ByteArrayOutputStream();
  }

  private void tag(int field, int kind) {
    varint((long) field << 3 | kind);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      open.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    open.write((int) rest);
  }
}
