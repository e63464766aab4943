// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;
import org.nnlang.value.Show;

/**
 * A table that stays in its file, however large: what its columns are is found by going through it,
 * and rows are read as they are asked for. They are those of a {@link TableData} of the same file,
 * bit for bit.
 */
public final class TableFile implements Dataset {
  /** In memory a cell takes some ten times the bytes of a short number. */
  private static final int SMALL = 16;

  private final Memory memory;
  private final String path;
  private final RowFile file;
  private final List<FileColumn> columns;
  private final FileColumn[] inputs;
  private final FileColumn[] targets;
  private final Map<String, Integer> ids = new HashMap<>();
  private final Layout layout;
  private final List<String> names;
  private final boolean counts;
  private final KeptRows rows;

  /** Whether reading a table whole would take much of the memory, and need not be. */
  public static boolean isLarge(Disk disk, String path) {
    return disk.size(path) > Runtime.getRuntime().maxMemory() / SMALL && !disk.isPacked(path);
  }

  /**
   * The rows of a CSV file.
   *
   * @param targets the names of the columns to be predicted
   * @param classes whether the target names classes; null to find out
   * @param like a layout to be given to it; null for its own
   */
  public static TableFile csv(
      Memory memory,
      Disk disk,
      String path,
      Table.Options options,
      List<String> targets,
      @Nullable Boolean classes,
      @Nullable Layout like) {
    mustNotBePacked(disk, path);
    return Disk.reading(
        path,
        () -> {
          boolean named = !Boolean.FALSE.equals(options.header());
          CsvFile file = CsvFile.of(disk, path, options, named);
          List<FileColumn> all = counted(file, options.style(), targets, classes);
          if (options.header() == null && !Csv.hasHeader(file.firstCells(), all)) {
            named = false;
            file = CsvFile.of(disk, path, options, false);
            all = counted(file, options.style(), targets, classes);
          }
          if (named && all.getFirst().tally().size() == 0) {
            throw CsvFile.noRows(file.firstCells());
          }
          if (file.mayEndInSeparator() && all.getLast().tally().isBlank()) {
            all.removeLast();
          }
          String made = file.unnamed(all.size());
          String unnamed = made == null || options.skip().contains(made) ? null : made;
          return new TableFile(memory, path, file, all, options, unnamed, targets, classes, like);
        });
  }

  /** The objects of a JSONL file, as a table or arrays with a target. */
  public static TableFile jsonl(
      Memory memory,
      Disk disk,
      String path,
      String target,
      @Nullable Boolean classes,
      Table.Options options) {
    mustNotBePacked(disk, path);
    return Disk.reading(
        path,
        () -> {
          JsonlFile file = JsonlFile.of(disk, path, target, options.skip());
          List<String> targets = List.of(target);
          List<FileColumn> all = counted(file, options.style(), targets, classes);
          Table.Missing missing = file.shape() == null ? options.missing() : Table.Missing.ERROR;
          return new TableFile(
              memory, path, file, all, options.without(missing), null, targets, classes, null);
        });
  }

  private static void mustNotBePacked(Disk disk, String path) {
    if (disk.isPacked(path)) {
      throw Problem.of(
              ErrorCode.FILE,
              "a packed file cannot be left where it is, for rows are read from its middle: "
                  + Show.quoted(path))
          .hint("unpack it, or leave `stream: true` out");
    }
  }

  private static List<FileColumn> counted(
      RowFile file, NumberStyle style, List<String> targets, @Nullable Boolean classes) {
    List<FileColumn> all = new ArrayList<>();
    for (String name : file.names()) {
      boolean target = !targets.isEmpty() && name.equals(targets.getFirst());
      FileColumn.Use use =
          !target
              ? FileColumn.Use.INPUT
              : Boolean.TRUE.equals(classes) ? FileColumn.Use.CLASSES : FileColumn.Use.TARGET;
      all.add(new FileColumn(name, all.size(), style, false, use));
    }
    KeptRows.eachOf(file, (row, at) -> all.forEach(c -> c.count(row)));
    return all;
  }

  private TableFile(
      Memory memory,
      String path,
      RowFile file,
      List<FileColumn> all,
      Table.Options options,
      @Nullable String unnamed,
      List<String> targets,
      @Nullable Boolean classes,
      @Nullable Layout like) {
    this.memory = memory;
    this.path = path;
    this.file = file;
    Table.check(all.stream().map(FileColumn::name).toList(), options);
    List<FileColumn> own = all.stream().filter(c -> !options.skip().contains(c.name())).toList();
    for (FileColumn c : own) {
      if (options.words().contains(c.name())
          || options.classes().contains(c.name()) && !c.isNumeric()) {
        c.tally().takeForWords();
      }
    }
    boolean drops =
        options.missing() == Table.Missing.DROP && own.stream().anyMatch(c -> c.tally().mayMiss());
    columns = drops ? own.stream().map(FileColumn::anew).toList() : own;
    rows =
        new KeptRows(
            file,
            drops ? own : List.of(),
            (row, at) -> {
              if (drops) {
                columns.forEach(c -> c.count(row));
              }
            });
    if (columns.isEmpty() || rows.size() == 0) {
      throw Table.noRows();
    }
    columns.forEach(c -> c.tally().refuseOdd(options.missing() != Table.Missing.ERROR));
    if (columns.stream().anyMatch(FileColumn::isToLookAt)) {
      rows.each((row, at) -> columns.forEach(c -> c.look(row)));
    }
    layout = like != null ? like : Layout.of(columns, unnamed, targets, classes);
    names = layout.columns();
    layout.classes().forEach(name -> ids.put(name, ids.size()));
    Map<String, Integer> places = new HashMap<>();
    columns.forEach(c -> places.put(c.name(), places.size()));
    inputs =
        layout.inputs().stream()
            .map(input -> columns.get(Layout.at(places, input.name())))
            .toArray(FileColumn[]::new);
    this.targets =
        layout.targets().stream()
            .map(name -> columns.get(Layout.at(places, name)))
            .toArray(FileColumn[]::new);
    counts = this.targets[0].isNumeric() && layout.counts();
    if (like != null) {
      Tensor x = Tensor.zeros(memory, DType.FLOAT32, 1, names.size());
      Tensor y = zeros(1);
      rows.each(
          (row, at) -> {
            x.clear();
            put(row, 0, x, y);
          });
    }
  }

  /** Room for targets. */
  private Tensor zeros(int count) {
    return layout.classes().isEmpty()
        ? Tensor.zeros(memory, DType.FLOAT32, count, layout.targets().size())
        : Tensor.zeros(memory, DType.INT, count);
  }

  /** What a row is, as row {@code i} of inputs and targets that are zero. */
  private void put(RowFile.Row row, int i, Tensor x, Tensor y) {
    float[] array = row.array();
    long to = (long) i * (array != null ? array.length : names.size());
    if (array != null) {
      for (float v : array) {
        x.fill(to++, v);
      }
    } else {
      for (int k = 0; k < inputs.length; k++) {
        FileColumn c = inputs[k];
        Layout.Input input = layout.inputs().get(k);
        if (input.words() == null) {
          double v = c.number(row);
          x.fill(to, Double.isNaN(v) ? input.mean() : v);
        } else {
          x.fill(to + place(c, row, input.words()), 1);
        }
        to += input.width();
      }
    }
    for (int k = 0; k < targets.length; k++) {
      FileColumn c = targets[k];
      if (layout.classes().isEmpty()) {
        double v = c.number(row);
        y.fill((long) i * targets.length + k, Double.isNaN(v) ? c.tally().mean() : v);
      } else {
        y.bytes((long) i * Long.BYTES, Long.BYTES).putLong(id(c, row));
      }
    }
  }

  private int id(FileColumn c, RowFile.Row row) {
    String cell = counts ? Long.toString((long) c.number(row)) : c.cell(row);
    Integer id = ids.get(cell);
    if (id == null) {
      throw c.tally().bad(c.cell(row), row.line(), "one of " + Show.names(layout.classes()));
    }
    return id;
  }

  private static int place(FileColumn c, RowFile.Row row, List<String> words) {
    int at = Collections.binarySearch(words, c.cell(row));
    if (at < 0) {
      String some = Show.names(words.subList(0, Math.min(8, words.size())));
      throw c.tally().bad(c.cell(row), row.line(), "one of " + some);
    }
    return at;
  }

  /** What its columns become. */
  public Layout layout() {
    return layout;
  }

  /** See {@link Table#blurred}. */
  public List<String> blurred() {
    return layout.blurred(columns);
  }

  @Override
  public boolean isRead() {
    return true;
  }

  @Override
  public long size() {
    return rows.size();
  }

  @Override
  public List<String> columns() {
    return file.shape() == null ? names : List.of();
  }

  @Override
  public List<String> classes() {
    return layout.classes();
  }

  @Override
  public List<Tensor> batch(long[] wanted, @Nullable List<Tensor> reuse) {
    long[] shape = file.shape();
    long[] all = new long[1 + (shape == null ? 1 : shape.length)];
    all[0] = wanted.length;
    all[1] = names.size();
    if (shape != null) {
      System.arraycopy(shape, 0, all, 1, shape.length);
    }
    Tensor x = Tensor.zeros(memory, DType.FLOAT32, all);
    Tensor y = zeros(wanted.length);
    int[] order =
        IntStream.range(0, wanted.length)
            .boxed()
            .sorted(Comparator.comparingLong(i -> Tensor.rowWithin(wanted[i], rows.size())))
            .mapToInt(Integer::intValue)
            .toArray();
    try {
      rows.read(wanted, order, (row, i) -> put(row, i, x, y));
    } catch (Problem p) {
      throw p.code() == ErrorCode.FILE ? changed(p) : p;
    }
    return List.of(x, y);
  }

  private Problem changed(Problem now) {
    return Problem.of(
            ErrorCode.FILE, "the file has changed while it was in use: " + Show.quoted(path))
        .causedBy(now);
  }
}
