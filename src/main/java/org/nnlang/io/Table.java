// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Record;
import org.nnlang.value.Show;

/** A table with named columns, as a CSV file has one. */
public final class Table {
  private final List<Column> columns;
  private final Map<String, Integer> places = new HashMap<>();

  /** Made up, for the first line has none for it. */
  private final @Nullable String unnamed;

  private Table(List<Column> columns, @Nullable String unnamed) {
    this.columns = columns;
    this.unnamed = unnamed;
    for (Column c : columns) {
      places.put(c.name(), places.size());
    }
  }

  /** What to do with rows in which a cell is missing. */
  public enum Missing {
    /** Say which, and stop. */
    ERROR,
    /** Leave the row out. */
    DROP,
    /** Put the mean of the column in; words that are missing are a word of their own. */
    MEAN
  }

  /**
   * How a table is to be read.
   *
   * @param header whether the first line names the columns; null to find out. Without names columns
   *     are {@code column1}, {@code column2}, …
   * @param separator what stands between cells, NUL to find out
   * @param skipRows how many lines are left out before the table
   * @param skip columns that are left out
   * @param words columns of words, whatever they look like
   * @param classes columns of classes, which may be words that are mostly numbers
   */
  public record Options(
      @Nullable Boolean header,
      char separator,
      NumberStyle style,
      long skipRows,
      Missing missing,
      List<String> skip,
      List<String> words,
      List<String> classes) {
    /** All is found out, and nothing may be missing. */
    public static final Options USUAL =
        new Options(
            null, '\0', NumberStyle.USUAL, 0, Missing.ERROR, List.of(), List.of(), List.of());

    /** The same where the columns to be left out are out already. */
    Options without(Missing other) {
      return new Options(header, separator, style, skipRows, other, List.of(), words, classes);
    }
  }

  /** Reads a CSV file, packed by gzip or not; a problem of code {@code file} where it is none. */
  public static Table read(Disk disk, String path, Options options) {
    return disk.letters(path, letters -> parse(letters, options, disk.poll()));
  }

  /** Reads the text of a CSV file. */
  static Table parse(String text, Options options) {
    try {
      return parse(Letters.of(text), options, () -> {});
    } catch (IOException e) {
      throw new IllegalStateException("nothing is read from a file here", e);
    }
  }

  private static Table parse(Letters letters, Options options, Runnable poll) throws IOException {
    Csv csv = Csv.of(letters, options.separator, options.style.decimal(), options.skipRows);
    Csv.Line first = csv.next();
    if (first == null) {
      throw Csv.noLines();
    }
    Rows rows = new Rows(first.cells().size(), new LoopPolls(poll));
    rows.add(first);
    for (Csv.Line line = csv.next(); line != null; line = csv.next()) {
      if (rows.size() == 1 && !Boolean.FALSE.equals(options.header)) {
        Csv.refuseCounts(first.cells(), line.cells().size());
      }
      rows.add(line);
    }
    List<Column> below = rows.columns(true, options.style);
    boolean named = options.header != null ? options.header : Csv.hasHeader(first.cells(), below);
    if (named && rows.size() == 1) {
      throw CsvFile.noRows(first.cells());
    }
    below = named ? below : rows.columns(false, options.style);
    int width = below.size();
    // a separator at the end of each line makes a column in which there is nothing
    boolean ended = !named || first.cells().getLast().isEmpty();
    if (width > 1 && ended && below.getLast().tally().isBlank()) {
      width--;
    }
    List<String> names = new ArrayList<>();
    String unnamed = null;
    for (int i = 0; i < width; i++) {
      Polls.sometimes();
      boolean own = named && !first.cells().get(i).isEmpty();
      names.add(own ? first.cells().get(i) : "column" + (i + 1));
      unnamed = named && !own ? names.getLast() : unnamed;
    }
    return of(names, below.subList(0, width), unnamed, options);
  }

  /** A table of these columns, none of which is to be left out. */
  static Table of(List<Column> columns, Options options) {
    return of(columns.stream().map(Column::name).toList(), columns, null, options);
  }

  private static Table of(
      List<String> names, List<Column> found, @Nullable String unnamed, Options options) {
    check(names, options);
    Set<String> skipped = Set.copyOf(options.skip);
    Set<String> words = Set.copyOf(options.words);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Polls.sometimes();
      String name = names.get(i);
      if (!skipped.contains(name)) {
        Column c = found.get(i).named(name, words.contains(name));
        boolean classes = options.classes.contains(name) && !c.isNumeric();
        columns.add(classes ? c.named(name, true) : c);
      }
    }
    columns = options.missing == Missing.DROP ? whole(columns) : columns;
    if (columns.isEmpty() || columns.getFirst().rows() == 0) {
      throw noRows();
    }
    for (Column c : columns) {
      Polls.sometimes();
      c.tally().refuseOdd(options.missing != Missing.ERROR);
    }
    boolean left = unnamed != null && !skipped.contains(unnamed);
    return new Table(columns, left ? unnamed : null);
  }

  /** Refuses names that stand twice, and options that name no column. */
  static void check(List<String> names, Options options) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (String name : names) {
      if (places.put(name, places.size()) != null) {
        throw Problem.of(ErrorCode.FILE, "two columns have the same name, " + Show.quoted(name))
            .hint("`skip_rows: 1, header: false` leaves the names out and numbers the columns");
      }
    }
    options.skip.forEach(name -> Layout.at(places, name));
    options.words.forEach(name -> Layout.at(places, name));
  }

  static Problem noRows() {
    return Problem.of(ErrorCode.FILE, "this table has no rows");
  }

  /** The rows in which nothing is missing. */
  private static List<Column> whole(List<Column> columns) {
    BitSet kept = new BitSet();
    kept.set(0, columns.isEmpty() ? 0 : columns.getFirst().rows());
    for (Column c : columns) {
      for (int i = c.tally().mayMiss() ? kept.nextSetBit(0) : -1;
          i >= 0;
          i = kept.nextSetBit(i + 1)) {
        if (c.isMissing(i)) {
          kept.clear(i);
        }
      }
    }
    return columns.stream().map(c -> c.pick(kept)).toList();
  }

  /** The columns by name: tensors of numbers, lists of words. */
  public Record columns(Memory memory) {
    Record fields = new Record();
    for (Column c : columns) {
      fields.put(c.name(), c.isNumeric() ? numbers(memory, c) : new ArrayList<Object>(c.cells()));
    }
    return fields;
  }

  /** Floats of 32 bits; integers where those would lose digits of whole numbers. */
  private static Tensor numbers(Memory memory, Column c) {
    long[] exact = c.exact();
    return exact != null
        ? Tensor.of(memory, exact, exact.length)
        : Tensor.of(memory, floats(c.numbers(), c.tally().mean()), c.rows());
  }

  /**
   * The layout in which all columns but the targets are inputs; see {@link Layout#of}.
   *
   * @param classes whether the target names classes; null to find out
   */
  public Layout layout(List<String> targets, @Nullable Boolean classes) {
    return Layout.of(columns, unnamed, targets, classes);
  }

  /**
   * The rows in this layout: inputs {@code [rows, columns]}, and the target, {@code int[rows]} of
   * classes or {@code [rows, targets]}.
   *
   * @throws Problem {@code file} where a cell does not fit the layout, which is another table's
   *     then
   */
  public TableData data(Memory memory, Layout layout) {
    int rows = columns.getFirst().rows();
    List<String> names = layout.columns();
    Tensor x = Tensor.zeros(memory, DType.FLOAT32, rows, names.size());
    int at = 0;
    for (Layout.Input input : layout.inputs()) {
      Column c = column(input.name());
      if (input.words() == null) {
        put(x, at, names.size(), c.numbers(), input.mean());
      } else {
        for (int row = 0; row < rows; row++) {
          x.fill((long) row * names.size() + at + place(c, row, input.words()), 1);
        }
      }
      at += input.words() == null ? 1 : input.words().size();
    }
    Tensor y = layout.classes().isEmpty() ? numbers(memory, layout) : classes(memory, layout);
    return new TableData(memory, List.of(x, y), names, layout.classes());
  }

  private static void put(Tensor to, int column, int width, double[] values, double missing) {
    for (int row = 0; row < values.length; row++) {
      double v = values[row];
      to.fill((long) row * width + column, Double.isNaN(v) ? missing : v);
    }
  }

  /** Which of the words a cell is. */
  private static int place(Column c, int row, List<String> words) {
    int at = Collections.binarySearch(words, c.cells().get(row));
    if (at < 0) {
      throw c.bad(row, "one of " + Show.names(words.subList(0, Math.min(8, words.size()))));
    }
    return at;
  }

  private Tensor numbers(Memory memory, Layout layout) {
    int width = layout.targets().size();
    Tensor y = Tensor.zeros(memory, DType.FLOAT32, columns.getFirst().rows(), width);
    for (int i = 0; i < width; i++) {
      Column c = column(layout.targets().get(i));
      put(y, i, width, c.numbers(), c.tally().mean());
    }
    return y;
  }

  private Tensor classes(Memory memory, Layout layout) {
    Column c = column(layout.targets().getFirst());
    Map<String, Integer> ids = new HashMap<>();
    layout.classes().forEach(name -> ids.put(name, ids.size()));
    boolean counts = c.isNumeric() && layout.counts();
    long[] y = new long[c.rows()];
    for (int row = 0; row < y.length; row++) {
      String cell = counts ? Long.toString((long) c.number(row)) : c.cells().get(row);
      if (!ids.containsKey(cell)) {
        throw c.bad(row, "one of " + Show.names(layout.classes()));
      }
      y[row] = ids.get(cell);
    }
    return Tensor.of(memory, y, y.length);
  }

  private Column column(String name) {
    return columns.get(Layout.at(places, name));
  }

  /**
   * The columns whose integers have more digits than a float of 32 bits, so that different ones
   * become equal; other than classes.
   */
  public List<String> blurred(Layout layout) {
    return layout.blurred(columns);
  }

  private static float[] floats(double[] values, double missing) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (Double.isNaN(values[i]) ? missing : values[i]);
    }
    return out;
  }
}
