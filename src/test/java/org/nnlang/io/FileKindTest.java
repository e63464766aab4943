// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;

/** A file that is of another kind than the one asked for is called what it is, by every reader. */
class FileKindTest {
  private final MemoryAccess access = new MemoryAccess();
  private final Disk disk = new Disk(access);
  private final Memory memory = new Memory(1 << 20);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("a.txt"));
      zip.write(bytes("hello"));
    }
    return out.toByteArray();
  }

  private static byte[] gzip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes("a,b\n1,2\n"));
    }
    return out.toByteArray();
  }

  private static Map<String, byte[]> others() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(
        "a pointer of Git LFS",
        bytes("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"));
    files.put("a web page", bytes("\n<!DOCTYPE html>\n<html><body>404</body></html>\n"));
    files.put("a zip archive", zip());
    // pickle.dumps([1, 2]) of Python 3
    files.put("a pickle", HexFormat.of().parseHex("80049509000000000000005d94284b014b02652e"));
    files.put("packed by gzip", gzip());
    files.put("text in UTF-16", "a,b\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_16));
    files.put("text in UTF-16 ", "a,b\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_16LE));
    return files;
  }

  private interface Reader {
    Object read(String path);
  }

  private Map<String, Reader> readers() {
    Map<String, Reader> all = new TreeMap<>();
    all.put("csv", path -> Table.read(disk, path, Table.Options.USUAL));
    all.put("jsonl", path -> Jsonl.read(disk, path));
    all.put("text", path -> disk.corpus(path));
    all.put("text, stream: true", path -> TextFile.of(disk, path));
    all.put("numpy", path -> Npy.read(disk, path, memory));
    all.put("idx", path -> Idx.read(disk, path, memory));
    all.put("images", path -> Pictures.read(path, disk.read(path), false));
    all.put("audio", path -> Wav.read(path, disk.read(path)));
    all.put("load", path -> Safetensors.read(disk, path, memory));
    all.put("tokenizer", path -> TokenizerFile.read(disk, path, memory));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> everyReaderSaysWhatAFileIs() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, byte[]> other : others().entrySet()) {
      String kind = other.getKey().strip();
      readers()
          .forEach(
              (name, reader) -> {
                boolean packed = List.of("csv", "jsonl", "numpy", "idx").contains(name);
                boolean inside =
                    kind.equals("packed by gzip") && packed
                        || kind.equals("a zip archive") && name.equals("numpy");
                tests.add(
                    DynamicTest.dynamicTest(
                        name + " of " + kind,
                        () -> {
                          access.put("f", other.getValue());
                          if (inside && name.equals("csv")) {
                            reader.read("f");
                            return;
                          }
                          Problem p = assertThrows(Problem.class, () -> reader.read("f"));
                          // what is unpacked is wrong in another way
                          assertEquals(!inside, p.getMessage().contains(kind), p.getMessage());
                        }));
              });
    }
    return tests.stream();
  }

  /** A page and a pointer are texts too, where only a text is asked for; and so are these. */
  @Test
  void whatMerelyBeginsSoIsRead() {
    for (String text :
        List.of(
            "ID3,x\n1,2\n", "BZh,a\n1,2\n", "RIFF,WAVE\n1,2\n", "OggS,b\n1,2\n", "PK,b\n1,2\n")) {
      access.put("f", bytes(text));
      Table.read(disk, "f", Table.Options.USUAL);
    }
    access.put("f", bytes("<html></html>"));
    assertEquals("<html></html>", disk.text("f"));
  }
}
