// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventFileTest {
  /** The polynomial of CRC32C, a bit at a time. */
  private static int sum(byte[] data) {
    int crc = -1;
    for (byte b : data) {
      crc ^= b & 0xff;
      for (int i = 0; i < 8; i++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0x82F63B78;
      }
    }
    crc = ~crc;
    return (crc >>> 15 | crc << 17) + 0xa282ead8;
  }

  private static byte[] event(byte[] record) {
    ByteBuffer in = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) in.getLong();
    assertEquals(sum(Arrays.copyOf(record, 8)), in.getInt());
    byte[] event = new byte[length];
    in.get(event);
    assertEquals(sum(event), in.getInt());
    assertEquals(0, in.remaining());
    return event;
  }

  /**
   * Every file that TensorFlow writes begins with these twelve bytes: a length of 24 and its sum.
   */
  @Test
  void aFileBeginsAsTensorFlows() {
    byte[] record = EventFile.version(1.5);
    assertArrayEquals(
        HexFormat.of().parseHex("1800000000000000a37f4b22"), Arrays.copyOf(record, 12));
    // wall_time = 1.5, file_version = "brain.Event:2"
    assertEquals(
        "09000000000000f83f" + "1a0d" + "627261696e2e4576656e743a32",
        HexFormat.of().formatHex(event(record)));
  }

  /** Worked out by hand from event.proto and summary.proto. */
  @Test
  void numbersStandUnderTheirTags() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", 0.5);
    values.put("lr", -2.0);
    assertEquals(
        // wall_time = 2, step = 300, summary of 24 bytes
        "090000000000000040"
            + "10ac02"
            + "2a18"
            // value of 11 bytes: tag "loss", simple_value 0.5
            + ("0a0b" + "0a046c6f7373" + "150000003f")
            + ("0a09" + "0a026c72" + "15000000c0"),
        HexFormat.of().formatHex(event(EventFile.scalars(2, 300, values))));
  }
}
