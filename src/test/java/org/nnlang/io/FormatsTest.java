// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Record;

/**
 * Files of other programs, made by {@code make_files.py}, and what those programs say is in them.
 */
class FormatsTest {
  static final Path FOLDER =
      Path.of(System.getProperty("nn.root", ".."), "src/test/resources/org/nnlang/io/files");

  private final Memory memory = new Memory(1 << 22);
  private final Disk disk = new Disk(new FolderAccess(FOLDER));
  private final Record expected = (Record) Json.parse(disk.text("expected.json"));

  private final Record pictures = (Record) Json.parse(disk.text("pictures.json"));

  private Record of(String name) {
    return (Record) pictures.getOrDefault(name, expected.get(name));
  }

  private static double[] numbers(Object list) {
    return ((List<?>) list).stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray();
  }

  private static void same(Record expected, Tensor t, double tolerance) {
    assertEquals(expected.get("shape"), Arrays.stream(t.shape()).boxed().toList());
    assertArrayEquals(numbers(expected.get("values")), t.toDoubles(), tolerance);
  }

  static Stream<String> names(String... endings) {
    try (Stream<Path> all = Files.list(FOLDER)) {
      return all
          .map(p -> p.getFileName().toString())
          .filter(n -> Stream.of(endings).anyMatch(n::endsWith))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> arraysAsNumpyHasThem() {
    return names(".npy")
        .filter(expected::containsKey)
        .map(
            n ->
                DynamicTest.dynamicTest(
                    n, () -> same(of(n), (Tensor) Npy.read(disk, n, memory), 0)));
  }

  @Test
  void typesAreTheNearest() {
    assertEquals("float64[2, 3]", Npy.read(disk, "f8-v2.npy", memory).toString());
    assertEquals("float32[5]", Npy.read(disk, "f2-v3.npy", memory).toString());
    assertEquals("int[3]", Npy.read(disk, "type-u1.npy", memory).toString());
    assertEquals("bool[3]", Npy.read(disk, "type-b1.npy", memory).toString());
    assertEquals(List.of("ant", "bé", ""), Npy.read(disk, "texts.npy", memory));
    assertEquals(List.of("ant", "b"), Npy.read(disk, "bytes.npy", memory));
  }

  @ParameterizedTest
  @CsvSource({"two.npz", "packed.npz"})
  void archivesAreRecords(String name) {
    Record arrays = (Record) Npy.read(disk, name, memory);
    assertEquals(List.of("x", "y"), List.copyOf(arrays.keySet()));
    same(of("x"), (Tensor) arrays.get("x"), 0);
    assertArrayEquals(new long[] {1, 2}, ((Tensor) arrays.get("y")).toLongs());
  }

  @TestFactory
  Stream<DynamicTest> idxFiles() {
    return names(".idx", ".idx.gz")
        .map(n -> DynamicTest.dynamicTest(n, () -> same(of(n), Idx.read(disk, n, memory), 0)));
  }

  @TestFactory
  Stream<DynamicTest> soundAsWritten() {
    return names(".wav")
        .filter(expected::containsKey)
        .map(
            n ->
                DynamicTest.dynamicTest(
                    n,
                    () -> {
                      Wav.Sound sound = Wav.read(n, disk.read(n));
                      assertEquals(8000, sound.rate());
                      int length = sound.samples()[0].length;
                      Tensor t =
                          Tensor.zeros(
                              memory,
                              org.nnlang.tensor.DType.FLOAT32,
                              sound.samples().length,
                              length);
                      for (int i = 0; i < t.size(); i++) {
                        t.fill(i, sound.samples()[i / length][i % length]);
                      }
                      same(of(n), t, 1e-7);
                    }));
  }

  @Test
  void whatIsWrittenIsRead() {
    float[] left = {0, 0.5f, -1, 1};
    float[] right = {2, -2, 0.25f, 0};
    Wav.Sound back =
        Wav.read("a.wav", Wav.write(new Wav.Sound(11025, new float[][] {left, right})));
    assertEquals(11025, back.rate());
    assertArrayEquals(left, back.samples()[0], 1e-4f);
    assertArrayEquals(new float[] {1, -1, 0.25f, 0}, back.samples()[1], 1e-4f);
    assertArrayEquals(new float[] {0.5f, -0.25f, -0.375f, 0.5f}, back.mono(), 1e-4f);
  }

  /** A tone is that tone at any rate above twice its pitch, and gone below. */
  @ParameterizedTest
  @CsvSource({"16000,8000,440,1", "8000,22050,440,1", "44100,16000,1000,1", "16000,8000,6000,0"})
  void tonesSurviveAnotherRate(int from, int to, double pitch, double loudness) {
    float[] in = new float[from / 4];
    for (int i = 0; i < in.length; i++) {
      in[i] = (float) Math.sin(2 * Math.PI * pitch * i / from);
    }
    float[] out = Resampling.of(in, from, to);
    assertEquals((in.length * (long) to + from - 1) / from, out.length);
    for (int i = 100; i < out.length - 100; i++) {
      assertEquals(loudness * Math.sin(2 * Math.PI * pitch * i / to), out[i], 0.01);
    }
  }

  @TestFactory
  Stream<DynamicTest> picturesAsPillowHasThem() {
    return names(".png", ".jpg", ".bmp", ".gif")
        .map(n -> DynamicTest.dynamicTest(n, () -> picture(n)));
  }

  private void picture(String name) {
    Record e = of(name);
    // two decoders of JPEG may round differently
    double tolerance = name.endsWith(".jpg") ? 2.01 / 255 : 1e-6;
    boolean grey = e.containsKey("grey");
    Pictures.Picture p = Pictures.read(name, disk.read(name), grey);
    List<Object> shape = grey ? List.of() : List.of(3L);
    assertEquals(
        e.get("shape"),
        Stream.of(shape, List.of((long) p.height(), (long) p.width()))
            .flatMap(List::stream)
            .toList());
    double[] values = numbers(e.get(grey ? "grey" : "values"));
    for (int i = 0; i < values.length; i++) {
      assertEquals(values[i], p.values()[i], tolerance);
    }
  }

  @ParameterizedTest
  @CsvSource({"turned6.jpg,0.7", "turned6.jpg,0.95", "inks.jpg,0.7", "grey.jpg,0.9"})
  void picturesThatAreCutOffAreRefused(String name, double part) {
    byte[] file = disk.read(name);
    byte[] cut = Arrays.copyOf(file, (int) (file.length * part));
    Problem p = assertThrows(Problem.class, () -> Pictures.read(name, cut, false));
    assertEquals("this picture is cut off or damaged: \"" + name + "\"", p.getMessage());
  }

  /** A few kilobytes may be a picture that memory does not hold. */
  @Test
  void picturesThatMemoryDoesNotHoldAreRefused() {
    Problem p = assertThrows(Problem.class, () -> Heap.need(1L << 50, "a picture of 8192 by 8192"));
    assertTrue(
        p.getMessage().startsWith("a picture of 8192 by 8192 would take 1073741824 MiB"),
        p.getMessage());
    Heap.need(1 << 20, "a small one");
  }

  /** As those have it who write into a pipe: the length of the samples, and of all, is 0. */
  @Test
  void soundFromAPipeHasNoLength() {
    byte[] file = disk.read("pcm16-1.wav");
    Arrays.fill(file, 4, 8, (byte) 0);
    Arrays.fill(file, 40, 44, (byte) 0);
    assertArrayEquals(
        Wav.read("a", disk.read("pcm16-1.wav")).samples()[0], Wav.read("a", file).samples()[0]);
    // nothing but a header is a sound of no length
    byte[] empty = Arrays.copyOf(file, 44);
    empty[4] = 36;
    assertEquals(0, Wav.read("a", empty).samples()[0].length);
  }

  @Test
  void hiddenFilesBesidePicturesArePassedOver() {
    MemoryAccess access = new MemoryAccess();
    access.put("a.png", disk.read("rgb.png"));
    access.put("._a.png", new byte[] {0, 5, 22, 7});
    Examples all =
        Examples.of(
            memory,
            new Disk(access),
            "",
            Pictures.ENDINGS,
            (path, file) -> new long[] {1},
            (path, file, shape) -> new float[1]);
    assertEquals(1, all.size());
  }

  @ParameterizedTest
  @CsvSource({"3,2", "9,8", "7,2", "1,1"})
  void anotherSizeAsPillowMakesIt(int width, int height) {
    Pictures.Picture p = Pictures.read("rgb.png", disk.read("rgb.png"), false);
    double[] values = numbers(of("rgb.png " + width + " " + height).get("values"));
    float[] found = Pictures.resized(p, width, height).values();
    for (int i = 0; i < values.length; i++) {
      assertEquals(values[i], found[i], 1e-6);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "too-large.npy|integers are signed and of 64 bits here, this one is too large:"
            + " 9223372036854775808",
        "object.npy|this is no whole NumPy file: at byte 128 expected integers, booleans or floats"
            + " of 16 to 64 bits, found type O, in \"object.npy\"",
        "complex.npy|this is no whole NumPy file: at byte 128 expected integers, booleans or floats"
            + " of 16 to 64 bits, found type c16, in \"complex.npy\"",
        "rgb.png|this file is a PNG picture: \"rgb.png\"",
      })
  void whatIsNoArrayIsSaid(String name, String message) {
    Problem p = assertThrows(Problem.class, () -> Npy.read(disk, name, memory));
    assertEquals(message, p.getMessage());
  }

  @Test
  void whatIsNoSoundIsSaid() {
    Problem p = assertThrows(Problem.class, () -> Wav.read("a.wav", disk.read("mulaw.wav")));
    assertEquals(
        "this is no whole WAV file: at byte 20 expected format 1 (PCM) or 3 (floats), found 7, in"
            + " \"a.wav\"",
        p.getMessage());
    p = assertThrows(Problem.class, () -> Wav.read("a.wav", new byte[] {'R', 'I', 'F', 'F', 0}));
    assertTrue(p.getMessage().contains("at byte 4 expected 4 bytes of a length, found 1 bytes"));
  }

  /** Whether all examples fit into memory or not makes no difference to what they are. */
  @Test
  void examplesAreReadAgainWhereMemoryIsShort() {
    Examples.Decoder sizes =
        (path, file, shape) -> {
          float[] out = new float[1000];
          out[0] = file.length;
          return out;
        };
    List<Examples> both =
        Stream.of(1 << 22, 30_000)
            .map(
                budget ->
                    Examples.of(
                        new Memory(budget),
                        disk,
                        "",
                        Wav.ENDINGS,
                        (path, file) -> new long[] {1000},
                        sizes))
            .toList();
    assertTrue(both.get(0).size() > 8);
    for (long row : new long[] {3, 0, 3}) {
      float[] roomy = both.get(0).batch(row).get(0).toFloats();
      assertArrayEquals(roomy, both.get(1).batch(row).get(0).toFloats());
      assertTrue(roomy[0] > 40);
    }
  }
}
