// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.value.Record;

/**
 * Damaged files of all formats: what is made of one is a value or a {@link Problem}, and takes no
 * more memory than its size gives reason for, whatever its header says.
 */
class MalformedTest {
  private static final int MUTATIONS = 100_000;
  private static final long MOST_MEMORY = 96L << 20;
  private static final String TABLE =
      "name,\"size, cm\",ok,kind\nAnn,1.5,true,a\n\"B \"\"b\"\"\",-2e3,false,b\nCy,3,true,a\n";
  private static final String LINES =
      "{\"x\": [[1, 2.5], [3, 4]], \"y\": \"a\"}\n"
          + "{\"x\": [[0, -1e3], [5, 6]], \"y\": \"é\\u00e9\"}\n";

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final MemoryAccess access = new MemoryAccess();
  private final Disk disk = new Disk(access);
  private Memory memory;

  private interface Reader {
    Object read(byte[] bytes);
  }

  private record Format(String name, byte[] file, Reader reader) {}

  private List<Format> formats() throws IOException {
    List<Format> all = new ArrayList<>();
    for (String name : FormatsTest.names("").toList()) {
      byte[] file = Files.readAllBytes(FormatsTest.FOLDER.resolve(name));
      String ending = name.replaceFirst("^[^.]*", "");
      switch (ending) {
        case ".npy", ".npz" -> all.add(new Format(name, file, b -> Npy.read(disk(b), "f", memory)));
        case ".idx", ".idx.gz" ->
            all.add(new Format(name, file, b -> Idx.read(disk(b), "f", memory)));
        case ".wav" -> all.add(new Format(name, file, b -> Wav.read("f", b)));
        case ".json" -> {}
        default -> all.add(new Format(name, file, b -> Pictures.read("f", b, false)));
      }
    }
    byte[] table = TABLE.getBytes(StandardCharsets.UTF_8);
    all.add(new Format("table.csv", table, this::table));
    all.add(new Format("table.csv.gz", gzip(table), this::table));
    all.add(new Format("lines.jsonl", LINES.getBytes(StandardCharsets.UTF_8), this::lines));
    all.add(
        new Format(
            "values.jsonl", LINES.getBytes(StandardCharsets.UTF_8), b -> Jsonl.read(disk(b), "f")));
    byte[] european =
        "a;b;c;\n1,5;1.000;x;\n2,25;-;y;\n-3;\"7\";x;\n".getBytes(StandardCharsets.UTF_8);
    Table.Options options =
        new Table.Options(
            null,
            '\0',
            new NumberStyle(',', '.'),
            0,
            Table.Missing.MEAN,
            List.of(),
            List.of(),
            List.of());
    all.add(
        new Format(
            "european.csv", european, b -> Table.read(disk(b), "f", options).columns(memory)));
    byte[] blanks = "sep=|\nx|x y\n1|2\n3|inf\n".getBytes(StandardCharsets.UTF_8);
    all.add(
        new Format(
            "blanks.csv",
            blanks,
            b -> Table.read(disk(b), "f", options.without(Table.Missing.DROP)).columns(memory)));
    byte[] text = "a cat, a dog é漢🙂\n".getBytes(StandardCharsets.UTF_8);
    all.add(new Format("corpus.txt", text, b -> disk(b).corpus("f")));
    all.add(
        new Format(
            "words.txt",
            text,
            b -> WordTokens.of(memory, TextFile.of(disk(b), "f", 8), 0, () -> {})));
    for (AbstractTokenizer t :
        List.of(
            WordTokens.of(memory(), "a cat, a dog", 0, () -> {}),
            new Chars(memory(), "a cat, <unk> a dog"))) {
      all.add(
          new Format(
              t.show(),
              t.json().getBytes(StandardCharsets.UTF_8),
              b -> TokenizerFile.read(disk(b), "f", memory).encode("a cat, <unk> a dog")));
    }
    byte[] pieces =
        ("{\"added_tokens\":[{\"id\":5,\"content\":\"<m>\",\"lstrip\":true,\"normalized\":true}],"
                + "\"normalizer\":{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"NFD\"},"
                + "{\"type\":\"BertNormalizer\"}]},\"pre_tokenizer\":{\"type\":\"Sequence\","
                + "\"pretokenizers\":[{\"type\":\"BertPreTokenizer\"},{\"type\":\"Split\",\"pattern\":"
                + "{\"Regex\":\"[ao]+\"},\"behavior\":\"MergedWithNext\"}]},\"model\":{\"type\":"
                + "\"WordPiece\",\"unk_token\":\"[UNK]\",\"vocab\":{\"[UNK]\":0,\"a\":1,\"c\":2,\"##at\":3,"
                + "\"dog\":4}}}")
            .getBytes(StandardCharsets.UTF_8);
    all.add(
        new Format(
            "pieces.json",
            pieces,
            b -> TokenizerFile.read(disk(b), "f", memory).encode("a cát, <m> A dog")));
    Path io = FormatsTest.FOLDER.getParent();
    all.add(
        new Format(
            "samples.safetensors",
            Files.readAllBytes(io.resolve("samples.safetensors")),
            b -> Safetensors.read(disk(b), "f", memory)));
    Record tokenizer = (Record) Json.parse(Files.readString(io.resolve("tokenizer.json")));
    all.add(
        new Format(
            "tokenizer.json",
            Json.write(tokenizer.get("file")).getBytes(StandardCharsets.UTF_8),
            b -> TokenizerFile.read(disk(b), "f", memory)));
    return all;
  }

  private static Memory memory() {
    return new Memory(1 << 20);
  }

  private Disk disk(byte[] bytes) {
    access.put("f", bytes);
    return disk;
  }

  private Object table(byte[] bytes) {
    Table table = Table.read(disk(bytes), "f", Table.Options.USUAL);
    table.columns(memory);
    return table.data(memory, table.layout(List.of("kind"), null));
  }

  private Object lines(byte[] bytes) {
    return Jsonl.data(memory, disk(bytes), "f", "y", null, Table.Options.USUAL);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void theFilesAsTheyAreAreRead() throws IOException {
    memory = new Memory(32 << 20);
    for (Format f : formats()) {
      boolean refused =
          List.of("too-large.npy", "object.npy", "complex.npy", "mulaw.wav").contains(f.name);
      try {
        f.reader.read(f.file);
        assertTrue(!refused, f.name);
      } catch (Problem p) {
        assertTrue(refused, () -> f.name + ": " + p.getMessage());
      }
    }
  }

  /** What headers claim is compared with what there is before anything is allocated. */
  @Test
  void largeClaimsAllocateNothing() throws IOException {
    memory = new Memory(1 << 20);
    byte[] idx = HexFormat.of().parseHex("00000d03ffffffffffffffffffffffff" + "00".repeat(16));
    refused("at byte 16 expected a size that fits a file", () -> Idx.read(disk(idx), "f", memory));
    byte[] rows = HexFormat.of().parseHex("00000d02000100000100000000");
    refused("found 1", () -> Idx.read(disk(rows), "f", memory));
    byte[] npy = Files.readAllBytes(FormatsTest.FOLDER.resolve("f4.npy"));
    String header = new String(npy, StandardCharsets.ISO_8859_1);
    byte[] claims =
        header
            .replace("(3, 4), }        ", "(1099511627776,), }")
            .getBytes(StandardCharsets.ISO_8859_1);
    refused("expected 4398046511104 bytes", () -> Npy.read(disk(claims), "f", memory));
    byte[] png = Files.readAllBytes(FormatsTest.FOLDER.resolve("rgb.png"));
    // width and height of the header, whose check sum the reader does not look at
    System.arraycopy(new byte[] {0, 1, 0, 0, 0, 1, 0, 0}, 0, png, 16, 8);
    refused("65536 by 65536 pixels are too many", () -> Pictures.read("f", png, false));
    byte[] wav = Files.readAllBytes(FormatsTest.FOLDER.resolve("pcm16-1.wav"));
    System.arraycopy(new byte[] {-16, -1, -1, -1}, 0, wav, 40, 4);
    refused("expected 4294967280 bytes of samples, found 10 bytes", () -> Wav.read("f", wav));
  }

  private void refused(String message, Executable read) {
    long before = threads.getCurrentThreadAllocatedBytes();
    Problem p = assertThrows(Problem.class, read);
    assertTrue(p.getMessage().contains(message), p.getMessage());
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(taken < 8 << 20, () -> taken + " bytes for: " + message);
  }

  @Test
  void everyTruncation() throws IOException {
    for (Format f : formats()) {
      memory = new Memory(32 << 20);
      // all lengths of small files, and of large ones some spread over them
      int step = Math.max(1, f.file.length / 2000);
      for (int length = 0; length < f.file.length; length += step) {
        read(f, Arrays.copyOf(f.file, length));
      }
    }
  }

  @Test
  void mutations() throws IOException {
    List<Format> formats = formats();
    Random random = new Random(20261123);
    for (int i = 0; i < MUTATIONS; i++) {
      if (i % 1000 == 0) {
        memory = new Memory(32 << 20);
      }
      Format f = formats.get(i % formats.size());
      read(f, mutated(f.file, random));
    }
  }

  private static byte[] mutated(byte[] file, Random random) {
    byte[] out = file.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && out.length > 0; i++) {
      // headers stand in front and are where a change tells
      int reach = random.nextBoolean() ? Math.min(64, out.length) : out.length;
      int at = random.nextInt(reach);
      switch (random.nextInt(6)) {
        case 0 -> out[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> out[at] = (byte) random.nextInt(256);
        case 2 -> out[at] = (byte) 0xff;
        case 3 -> out[at] = 0;
        case 4 ->
            Arrays.fill(out, at, Math.min(out.length, at + 1 + random.nextInt(8)), (byte) 0xff);
        default -> {
          byte[] longer = Arrays.copyOf(out, out.length + 1 + random.nextInt(4));
          System.arraycopy(out, at, longer, at + longer.length - out.length, out.length - at);
          out = longer;
        }
      }
    }
    return out;
  }

  private void read(Format f, byte[] bytes) {
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      f.reader.read(bytes);
    } catch (Problem p) {
      // says what is wrong
    } catch (Throwable t) {
      Throwable cause = new AssertionError(f.name + " " + HexFormat.of().formatHex(bytes), t);
      fail(f.name + ": " + t, cause);
    }
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(
        taken < MOST_MEMORY,
        () -> f.name + " took " + taken + " bytes: " + HexFormat.of().formatHex(bytes));
  }
}
