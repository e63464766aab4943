// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Record;
import org.nnlang.value.Show;

/**
 * Named tensors in a file of the safetensors format: the length of a header (8 bytes, little
 * endian), the header in JSON, and the elements one tensor after the other without gaps.
 *
 * <p>Nothing a file says is believed before it fits the file's length, so that a broken one cannot
 * ask for memory.
 */
public final class Safetensors {
  /** As the format's own library. */
  private static final long LARGEST_HEADER = 100_000_000;

  private static final int CHUNK = 1 << 20;
  private static final String METADATA = "__metadata__";

  private Safetensors() {}

  /** A tensor as a header describes it: its elements stand in bytes {@code from} to {@code to}. */
  private record Entry(String name, Element element, long[] shape, long from, long to) {}

  /** What a file holds. */
  public record Contents(Map<String, Tensor> tensors, Map<String, String> metadata) {}

  /** {@link #read} with the texts that stand in the header. */
  public static Contents contents(Disk disk, String path, Memory memory) {
    return disk.with(
        path,
        channel -> {
          Map<String, Tensor> tensors = new LinkedHashMap<>();
          Map<String, String> metadata = new LinkedHashMap<>();
          for (Entry entry : entries(channel, path, metadata)) {
            tensors.put(entry.name, elements(channel, entry, path, memory));
          }
          return new Contents(tensors, metadata);
        });
  }

  /**
   * The tensors of a file, in the order of their elements.
   *
   * @throws Problem {@code file} where the file is none or broken, {@code limit} where memory is
   *     not enough
   */
  public static Map<String, Tensor> read(Disk disk, String path, Memory memory) {
    return contents(disk, path, memory).tensors();
  }

  private static List<Entry> entries(
      SeekableByteChannel channel, String path, Map<String, String> metadata) throws IOException {
    long size = channel.size();
    if (size < 8) {
      throw broken(path, 0, "8 bytes with the length of a header", size + " bytes in all");
    }
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    Disk.fill(channel, length, path);
    long header = length.getLong(0);
    if (header < 2 || header > Math.min(size - 8, LARGEST_HEADER)) {
      ByteBuffer head = ByteBuffer.allocate((int) Math.min(size, FileKind.LOOK));
      Disk.fill(channel.position(0), head, path);
      FileKind.refuse(path, head.array());
      String most = "a length of 2 to " + Math.min(size - 8, LARGEST_HEADER);
      throw broken(path, 0, most, Long.toUnsignedString(header));
    }
    ByteBuffer json = ByteBuffer.allocate((int) header);
    Disk.fill(channel, json, path);
    String text = StandardCharsets.UTF_8.decode(json.flip()).toString();
    Object value;
    try {
      value = Json.parse(text);
    } catch (Problem p) {
      throw p.note("in the header, from byte 8 on, of the file " + Show.quoted(path));
    }
    if (!(value instanceof Record fields)) {
      throw broken(path, 8, "a JSON object", "another value");
    }
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      if (field.getKey().equals(METADATA)) {
        texts(field.getValue(), metadata);
      } else {
        entries.add(entry(field.getKey(), field.getValue(), path, header + 8));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to));
    long at = header + 8;
    for (Entry entry : entries) {
      if (entry.from != at) {
        throw broken(path, at, "the elements of " + entry.name, "them from byte " + entry.from);
      }
      at = entry.to;
    }
    if (at != size) {
      throw broken(path, at, "the end of the file", "a file of " + size + " bytes");
    }
    return entries;
  }

  private static void texts(Object value, Map<String, String> into) {
    if (value instanceof Record texts) {
      texts.forEach(
          (name, text) -> {
            if (text instanceof String t) {
              into.put(name, t);
            }
          });
    }
  }

  private static Entry entry(String name, Object value, String path, long start) {
    String expected = "dtype, shape and data_offsets of " + name;
    if (!(value instanceof Record f)
        || !(f.get("dtype") instanceof String dtype)
        || !(f.get("shape") instanceof List<?> sizes)
        || !(f.get("data_offsets") instanceof List<?> offsets)
        || offsets.size() != 2) {
      throw broken(path, 8, expected, Json.write(value));
    }
    Element element =
        Element.of(dtype)
            .orElseThrow(
                () ->
                    broken(
                        path, 8, "one of " + Element.words() + " for " + name, "dtype " + dtype));
    long[] shape = whole(sizes);
    long[] range = whole(offsets);
    if (shape == null || range == null || range[1] < range[0]) {
      throw broken(path, 8, expected, Json.write(value));
    }
    long needed;
    try {
      needed = Math.multiplyExact(Tensor.sizeOf(shape), (long) element.bytes());
      Math.addExact(range[1], start);
    } catch (ArithmeticException e) {
      throw broken(path, 8, "a size that fits a file for " + name, Json.write(value));
    }
    if (range[1] - range[0] != needed) {
      String bytes = needed + " bytes for " + name;
      throw broken(path, 8, bytes, "data_offsets for " + (range[1] - range[0]));
    }
    return new Entry(name, element, shape, start + range[0], start + range[1]);
  }

  /** The integers of a list, none negative; null where it is no such list. */
  private static long @Nullable [] whole(List<?> list) {
    if (!list.stream().allMatch(o -> o instanceof Long n && n >= 0)) {
      return null;
    }
    return list.stream().mapToLong(Long.class::cast).toArray();
  }

  private static Tensor elements(
      SeekableByteChannel channel, Entry entry, String path, Memory memory) throws IOException {
    Tensor out = Tensor.zeros(memory, entry.element.dtype(), entry.shape);
    int step = entry.element.bytes();
    int wide = out.dtype().bytes();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (long done = 0; done < out.size(); ) {
      int count = (int) Math.min(CHUNK / step, out.size() - done);
      Disk.fill(channel, chunk.clear().limit(count * step), path);
      entry.element.widen(chunk.flip(), out.bytes(done * wide, count * wide), count);
      done += count;
    }
    return out;
  }

  /**
   * A tensor to be written.
   *
   * @param element what its numbers are in the file
   * @param tensor makes it when it is written; of {@code element}'s type, or of float32 numbers
   *     that all are such elements
   */
  public record Source(Element element, long[] shape, Supplier<Tensor> tensor) {
    /** A tensor as it is. */
    public static Source of(Tensor t) {
      return new Source(Element.of(t.dtype()), t.shape(), () -> t);
    }

    private long bytes() {
      return Tensor.sizeOf(shape) * element.bytes();
    }
  }

  /**
   * Writes tensors so that the file has all of them or stays as it was.
   *
   * @param tensors by name; wider elements are placed first, which keeps all of them aligned
   */
  public static void write(Disk disk, String path, Map<String, Tensor> tensors) {
    write(disk, path, sources(tensors), Map.of());
  }

  /** Tensors as they are. */
  public static Map<String, Source> sources(Map<String, Tensor> tensors) {
    Map<String, Source> sources = new LinkedHashMap<>();
    tensors.forEach((name, t) -> sources.put(name, Source.of(t)));
    return sources;
  }

  /** The same, with texts in the header. */
  public static void write(
      Disk disk, String path, Map<String, Source> tensors, Map<String, String> metadata) {
    List<Map.Entry<String, Source>> sorted = new ArrayList<>(tensors.entrySet());
    sorted.sort(Comparator.comparingInt(e -> -e.getValue().element().bytes()));
    Record header = new Record();
    Record texts = new Record().with("format", "pt");
    texts.putAll(metadata);
    header.put(METADATA, texts);
    long at = 0;
    for (Map.Entry<String, Source> entry : sorted) {
      Source source = entry.getValue();
      List<Object> shape = new ArrayList<>();
      for (long d : source.shape()) {
        shape.add(d);
      }
      long end = at + source.bytes();
      Record fields = new Record().with("dtype", source.element().name());
      header.put(
          entry.getKey(), fields.with("shape", shape).with("data_offsets", List.of(at, end)));
      at = end;
    }
    byte[] json = Json.write(header).getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + 7) / 8 * 8;
    ByteBuffer head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(padded).put(json);
    while (head.hasRemaining()) {
      head.put((byte) ' ');
    }
    disk.replace(
        path,
        out -> {
          out.write(head.array());
          for (Map.Entry<String, Source> entry : sorted) {
            write(out, entry.getValue().element(), entry.getValue().tensor().get());
          }
        });
  }

  private static void write(OutputStream out, Element element, Tensor t) throws IOException {
    byte[] chunk = new byte[CHUNK];
    boolean narrow = element.dtype() != t.dtype() || element.bytes() != t.dtype().bytes();
    int wide = t.dtype().bytes();
    for (long done = 0; done < t.size(); ) {
      int count = (int) Math.min(CHUNK / wide, t.size() - done);
      ByteBuffer from = t.bytes(done * wide, count * wide);
      if (narrow) {
        element.narrow(from, ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN), count);
      } else {
        from.get(chunk, 0, count * wide);
      }
      out.write(chunk, 0, count * element.bytes());
      done += count;
    }
  }

  private static Problem broken(String path, long at, String expected, String found) {
    return ByteReader.bad("safetensors file", path, at, expected, found);
  }
}
