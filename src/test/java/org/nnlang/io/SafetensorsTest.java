// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

class SafetensorsTest {
  @TempDir Path folder;

  private final Memory memory = new Memory(64 << 20);

  private Disk disk() {
    return new Disk(new FolderAccess(folder));
  }

  private Map<String, Tensor> read(byte[] file) throws IOException {
    Files.write(folder.resolve("m.safetensors"), file);
    return Safetensors.read(disk(), "m.safetensors", memory);
  }

  private static byte[] samples() throws IOException {
    try (InputStream in = SafetensorsTest.class.getResourceAsStream("samples.safetensors")) {
      return in.readAllBytes();
    }
  }

  private static byte[] file(String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN);
    return file.putLong(json.length).put(json).array();
  }

  /** samples.safetensors is made by make_samples.py, from which the values here are copied. */
  @Test
  void readsEveryElementType() throws IOException {
    Map<String, Tensor> t = read(samples());
    assertEquals(14, t.size());
    assertEquals(DType.FLOAT64, t.get("f64").dtype());
    assertArrayEquals(new double[] {0.1, -1e300}, t.get("f64").toDoubles());
    assertEquals("float32[2, 2]", t.get("f32").toString());
    assertArrayEquals(new float[] {0.5f, -2.25f, 3e38f, 1e-45f}, t.get("f32").toFloats());
    assertArrayEquals(
        new float[] {1, -0.333251953125f, 65504, 5.9604645e-8f}, t.get("f16").toFloats());
    assertArrayEquals(new float[] {1, -2.5f, 128}, t.get("bf16").toFloats());
    assertArrayEquals(new long[] {-(1L << 62)}, t.get("i64").toLongs());
    assertEquals(0, t.get("i64").rank());
    assertArrayEquals(new long[] {-7, Integer.MAX_VALUE}, t.get("i32").toLongs());
    assertArrayEquals(new long[] {-300}, t.get("i16").toLongs());
    assertArrayEquals(new long[] {-128, 127}, t.get("i8").toLongs());
    assertArrayEquals(new long[] {4294967295L}, t.get("u32").toLongs());
    assertArrayEquals(new long[] {65535}, t.get("u16").toLongs());
    assertArrayEquals(new long[] {0, 255}, t.get("u8").toLongs());
    assertEquals("bool[3]", t.get("bool").toString());
    assertArrayEquals(new long[] {1, 0, 1}, t.get("bool").toLongs());
    assertEquals("float32[0, 3]", t.get("empty").toString());
    assertArrayEquals(new long[] {5}, t.get("odd \"name\"\né").toLongs());
  }

  @Test
  void writesTheBytesTheFormatAsksFor() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a", Tensor.of(memory, new float[] {1, -2}, 2));
    tensors.put("n", Tensor.of(memory, new long[] {3}));
    Safetensors.write(disk(), "new/folder/m.safetensors", tensors);
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}";
    header += " ".repeat((8 - header.length() % 8) % 8);
    ByteBuffer expected = ByteBuffer.wrap(file(header, 16)).order(ByteOrder.LITTLE_ENDIAN);
    expected.position(8 + header.length()).putLong(3).putFloat(1).putFloat(-2);
    assertArrayEquals(
        expected.array(), Files.readAllBytes(folder.resolve("new/folder/m.safetensors")));
  }

  @Test
  void readsBackWhatItWrote() {
    float[] values = new float[700_000];
    Random random = new Random(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Tensor t = Tensor.of(memory, values, 700, 1000);
    Safetensors.write(disk(), "m.safetensors", Map.of("w", t));
    Tensor back = Safetensors.read(disk(), "m.safetensors", memory).get("w");
    assertArrayEquals(new long[] {700, 1000}, back.shape());
    assertArrayEquals(values, back.toFloats());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|0|at byte 8 expected a JSON object, found another value",
        "{}|1|at byte 10 expected the end of the file, found a file of 11 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|3"
            + "|at byte 66 expected the end of the file, found a file of 65 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|8"
            + "|at byte 62 expected the elements of a, found them from byte 66",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|4"
            + "|at byte 8 expected 8 bytes for a, found data_offsets for 4",
        "{\"a\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}}|4|at byte 8 expected one"
            + " of F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL for a, found dtype"
            + " F31",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|4"
            + "|at byte 8 expected dtype, shape and data_offsets of a, found"
            + " {\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}",
        "{\"a\":3}|0|at byte 8 expected dtype, shape and data_offsets of a, found 3",
      })
  void brokenHeadersSayWhereAndWhat(String header, int data, String message) {
    Problem p = assertThrows(Problem.class, () -> read(file(header, data)));
    assertEquals(ErrorCode.FILE, p.code());
    assertEquals(
        "this is no whole safetensors file: " + message + ", in \"m.safetensors\"", p.getMessage());
  }

  @Test
  void sizesThatNoFileHasAskForNoMemory() {
    String huge =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}";
    Problem p = assertThrows(Problem.class, () -> read(file(huge, 0)));
    assertTrue(p.getMessage().contains("expected a size that fits a file for a"), p.getMessage());
    byte[] length =
        ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 40).array();
    p = assertThrows(Problem.class, () -> read(length));
    assertEquals(
        "this is no whole safetensors file: at byte 0 expected a length of 2 to 12,"
            + " found 1099511627776, in \"m.safetensors\"",
        p.getMessage());
    assertEquals(0, memory.used());
  }

  /** Whatever a file holds, what comes of it is tensors or a problem. */
  @Test
  void brokenFilesGiveProblems() throws IOException {
    byte[] good = samples();
    Random random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      byte[] bad = java.util.Arrays.copyOf(good, i % 2 == 0 ? good.length : random.nextInt(1600));
      for (int k = random.nextInt(3); k >= 0 && bad.length > 0; k--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      try {
        read(bad);
      } catch (Problem p) {
        assertEquals(ErrorCode.FILE, p.code());
      }
    }
  }
}
