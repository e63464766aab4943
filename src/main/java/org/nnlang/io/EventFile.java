// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Events as TensorBoard reads them: records of a length, its sum, an {@code Event} in protocol
 * buffers' encoding, and its sum. Each method gives the bytes of a record; a file begins with
 * {@link #version}.
 */
public final class EventFile {
  // field numbers and wire types of Event, Summary and Summary.Value
  private static final int WALL_TIME = 1 << 3 | 1;
  private static final int STEP = 2 << 3;
  private static final int VERSION = 3 << 3 | 2;
  private static final int SUMMARY = 5 << 3 | 2;
  private static final int VALUE = 1 << 3 | 2;
  private static final int TAG = 1 << 3 | 2;
  private static final int SIMPLE_VALUE = 2 << 3 | 5;

  private EventFile() {}

  /** The first record of a file. */
  public static byte[] version(double seconds) {
    var event = new ByteArrayOutputStream();
    event.write(WALL_TIME);
    event.writeBytes(number(8).putDouble(seconds).array());
    bytes(event, VERSION, "brain.Event:2".getBytes(StandardCharsets.UTF_8));
    return record(event.toByteArray());
  }

  /**
   * Numbers measured at a step.
   *
   * @param seconds since 1970
   * @param values by tag
   */
  public static byte[] scalars(double seconds, long step, Map<String, Double> values) {
    var summary = new ByteArrayOutputStream();
    values.forEach(
        (tag, value) -> {
          var one = new ByteArrayOutputStream();
          bytes(one, TAG, tag.getBytes(StandardCharsets.UTF_8));
          one.write(SIMPLE_VALUE);
          one.writeBytes(number(4).putFloat(value.floatValue()).array());
          bytes(summary, VALUE, one.toByteArray());
        });
    var event = new ByteArrayOutputStream();
    event.write(WALL_TIME);
    event.writeBytes(number(8).putDouble(seconds).array());
    event.write(STEP);
    varint(event, step);
    bytes(event, SUMMARY, summary.toByteArray());
    return record(event.toByteArray());
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] content) {
    out.write(field);
    varint(out, content.length);
    out.writeBytes(content);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static byte[] record(byte[] event) {
    byte[] length = number(8).putLong(event.length).array();
    ByteBuffer out = number(16 + event.length);
    out.put(length).putInt(sum(length)).put(event).putInt(sum(event));
    return out.array();
  }

  private static ByteBuffer number(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A CRC32C, turned and shifted, since sums of data that holds sums are weak. */
  private static int sum(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }
}
