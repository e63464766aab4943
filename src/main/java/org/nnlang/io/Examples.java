// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.DataHash;
import org.nnlang.value.Dataset;
import org.nnlang.value.Show;

/**
 * Files of a folder as examples, read when they are asked for. The folders in it are the classes,
 * numbered in the order of their names; files right in it have no class, and rows no target then.
 *
 * <p>What has been read is kept where all of it fits into {@link #KEPT} bytes.
 */
public final class Examples implements Dataset {
  private static final long KEPT = 1L << 30;
  private static final int MOST = 10_000_000;
  private static final int DEEPEST = 20;

  private final Memory memory;
  private final Disk disk;
  private final List<File> files;
  private final List<String> classes;
  private final Decoder decoder;
  private final long[] shape;
  private final BitSet read = new BitSet();
  private @Nullable Tensor kept;
  private boolean keeps = true;

  /** Makes the numbers of one example of a file's bytes. */
  public interface Decoder {
    /** The numbers, as many as {@code shape} holds. */
    float[] decode(String path, byte[] file, long[] shape);
  }

  /** A file and its class, -1 without. */
  private record File(String path, int label) {}

  private Examples(
      Memory memory,
      Disk disk,
      List<File> files,
      List<String> classes,
      Decoder decoder,
      long[] shape) {
    this.memory = memory;
    this.disk = disk;
    this.files = List.copyOf(files);
    this.classes = List.copyOf(classes);
    this.decoder = decoder;
    this.shape = shape.clone();
  }

  /** Says the shape of examples from the first of them. */
  public interface Shaper {
    long[] shape(String path, byte[] file);
  }

  /**
   * The files of a folder and of those in it whose names end as asked for.
   *
   * @param endings in lower case, with the dot
   * @throws Problem {@code file} where there are none
   */
  public static Examples of(
      Memory memory,
      Disk disk,
      String folder,
      List<String> endings,
      Shaper shaper,
      Decoder decoder) {
    List<File> files = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    String start = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
    for (String name : disk.list(folder)) {
      if (!name.startsWith(".") && !isOf(name, endings) && disk.isFolder(start + name)) {
        int before = files.size();
        collect(disk, start + name + "/", endings, classes.size(), files, DEEPEST);
        if (files.size() > before) {
          classes.add(name);
        }
      }
    }
    if (classes.isEmpty()) {
      collect(disk, start, endings, -1, files, 1);
    }
    if (files.isEmpty()) {
      throw Problem.of(
              ErrorCode.FILE, "there is no file to read in the folder " + Show.quoted(folder))
          .hint("it reads files that end in " + String.join(", ", endings));
    }
    String first = files.getFirst().path;
    long[] shape = shaper.shape(first, disk.read(first));
    return new Examples(memory, disk, files, classes, decoder, shape);
  }

  private static boolean isOf(String name, List<String> endings) {
    String lower = name.toLowerCase(Locale.ROOT);
    return endings.stream().anyMatch(lower::endsWith);
  }

  private static void collect(
      Disk disk, String folder, List<String> endings, int label, List<File> out, int depth) {
    for (String name : disk.list(folder)) {
      if (name.startsWith(".")) {
        // hidden, as what macOS puts beside each file on other disks: ._name.png
        continue;
      }
      if (isOf(name, endings)) {
        out.add(new File(folder + name, label));
      } else if (depth > 1 && disk.isFolder(folder + name)) {
        collect(disk, folder + name + "/", endings, label, out, depth - 1);
      }
      if (out.size() > MOST) {
        throw Problem.of(ErrorCode.LIMIT, "more than " + MOST + " files are too many");
      }
    }
  }

  @Override
  public long size() {
    return files.size();
  }

  @Override
  public List<String> fields() {
    return classes.isEmpty() ? List.of("input") : List.of("input", "target");
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public boolean isRead() {
    return true;
  }

  @Override
  public synchronized List<Tensor> batch(long[] rows, @Nullable List<Tensor> reuse) {
    long[] own = new long[shape.length + 1];
    System.arraycopy(shape, 0, own, 1, shape.length);
    own[0] = rows.length;
    long each = Tensor.sizeOf(shape);
    if (kept == null && keeps) {
      long[] all = own.clone();
      all[0] = files.size();
      keeps = each * 4 * files.size() <= KEPT && keep(all);
    }
    Tensor x = Tensor.zeros(memory, DType.FLOAT32, own);
    long[] labels = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int row = (int) Tensor.rowWithin(rows[i], files.size());
      labels[i] = files.get(row).label;
      x.rows(i, i + 1).fill(example(row).reshape(x.rows(i, i + 1).shape()));
    }
    return classes.isEmpty() ? List.of(x) : List.of(x, Tensor.of(memory, labels, labels.length));
  }

  /** Makes room for all examples; false where the budget of memory has none. */
  private boolean keep(long[] all) {
    try {
      kept = Tensor.zeros(memory, DType.FLOAT32, all);
      return true;
    } catch (Problem tooMuch) {
      return false;
    }
  }

  private Tensor example(int row) {
    if (kept != null && read.get(row)) {
      return kept.rows(row, row + 1);
    }
    String path = files.get(row).path;
    Tensor t = Tensor.of(memory, decoder.decode(path, disk.read(path), shape), shape);
    if (kept != null) {
      Tensor place = kept.rows(row, row + 1);
      place.fill(t.reshape(place.shape()));
      read.set(row);
    }
    return t;
  }

  /** Of the names and the bytes of all files and of the shape they get. */
  @Override
  public String hash() {
    DataHash hash = new DataHash().add(Arrays.toString(shape)).add(classes.toString());
    for (File file : files) {
      hash.add(file.path.substring(file.path.lastIndexOf('/') + 1) + " " + file.label);
      hash.add(disk.read(file.path));
    }
    return hash.toString();
  }

  @Override
  public Collection<String> names() {
    List<String> names = new ArrayList<>(Dataset.super.names());
    names.add("files");
    return names;
  }

  @Override
  public @Nullable Object member(String name) {
    return name.equals("files")
        ? new ArrayList<Object>(files.stream().map(File::path).toList())
        : Dataset.super.member(name);
  }
}
