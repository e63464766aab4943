// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Record;
import org.nnlang.value.Show;

/** A table with named columns, as a CSV file has one. */
public final class Table {
  /** More different words than these are no kinds of things where half of them come once. */
  private static final int MANY_WORDS = 50;

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
      throw Problem.of(
              ErrorCode.FILE,
              "this table has one line, which names its columns, and no rows: "
                  + Show.names(first.cells()))
          .hint("`header: false` takes the line for a row");
    }
    below = named ? below : rows.columns(false, options.style);
    int width = below.size();
    // a separator at the end of each line makes a column in which there is nothing
    boolean ended = !named || first.cells().getLast().isEmpty();
    if (width > 1 && ended && below.getLast().isBlank()) {
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
    Map<String, Integer> places = new LinkedHashMap<>();
    for (String name : names) {
      if (places.put(name, places.size()) != null) {
        throw Problem.of(ErrorCode.FILE, "two columns have the same name, " + Show.quoted(name))
            .hint("`skip_rows: 1, header: false` leaves the names out and numbers the columns");
      }
    }
    options.skip.forEach(name -> at(places, name));
    options.words.forEach(name -> at(places, name));
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
    if (columns.isEmpty() || columns.getFirst().size() == 0) {
      throw Problem.of(ErrorCode.FILE, "this table has no rows");
    }
    for (Column c : columns) {
      Polls.sometimes();
      c.refuseOdd(options.missing != Missing.ERROR);
    }
    boolean left = unnamed != null && !skipped.contains(unnamed);
    return new Table(columns, left ? unnamed : null);
  }

  /** The rows in which nothing is missing. */
  private static List<Column> whole(List<Column> columns) {
    BitSet kept = new BitSet();
    kept.set(0, columns.isEmpty() ? 0 : columns.getFirst().size());
    for (Column c : columns) {
      for (int i = c.firstMissing() < 0 ? -1 : kept.nextSetBit(0);
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
        : Tensor.of(memory, floats(c.numbers(), c.mean()), c.size());
  }

  /**
   * What columns become, so that another table, as that of a test, becomes the same.
   *
   * @param targets the names of the columns to be predicted
   * @param classes the names of the target's classes; empty where targets are numbers
   */
  public record Layout(List<Input> inputs, List<String> targets, List<String> classes) {
    List<String> columns() {
      List<String> names = new ArrayList<>();
      for (Input input : inputs) {
        if (input.words == null) {
          names.add(input.name);
        } else {
          input.words.forEach(word -> names.add(input.name + "=" + word));
        }
      }
      return names;
    }
  }

  /**
   * A column of the input.
   *
   * @param words a column of 0 and 1 for each; null where it is one of numbers
   * @param mean what stands for a number that is missing
   */
  record Input(String name, @Nullable List<String> words, double mean) {}

  /**
   * The layout in which all columns but the targets are inputs: numbers, {@code true} and {@code
   * false} as they are, words as one column of zeros and ones for each.
   *
   * @param classes whether the target names classes; null where words do, and numbers that are 0,
   *     1, … without a gap
   * @throws Problem {@code value} where there is no such column or no other
   */
  public Layout layout(List<String> targets, @Nullable Boolean classes) {
    targets.forEach(target -> at(places, target));
    if (unnamed != null && !targets.contains(unnamed) && column(unnamed).isIndex()) {
      throw Problem.of(
              ErrorCode.VALUE,
              "a column without a name counts the rows, as pandas' index does, and says nothing of"
                  + " the target")
          .hint("`skip: [%s]` leaves it out".formatted(Show.quoted(unnamed)));
    }
    List<Input> inputs = new ArrayList<>();
    for (Column c : columns) {
      if (!targets.contains(c.name())) {
        inputs.add(input(c));
      }
    }
    if (inputs.isEmpty()) {
      throw Problem.of(ErrorCode.VALUE, "this table has no column but the target");
    }
    Column y = column(targets.getFirst());
    boolean one = targets.size() == 1;
    boolean isClass = classes != null ? classes : one && (!y.isNumeric() || y.countsClasses());
    if (isClass && !one) {
      throw Problem.of(
          ErrorCode.VALUE, "classes have one column as their target, found " + targets.size());
    }
    List<String> words = List.of();
    if (isClass) {
      words = y.countsClasses() ? counted(y) : y.words();
    } else {
      targets.forEach(target -> numeric(column(target)));
    }
    return new Layout(inputs, targets, words);
  }

  private static Input input(Column c) {
    if (c.isNumeric() || c.isFlags()) {
      return new Input(c.name(), null, c.mean());
    }
    List<String> words = c.words();
    if (words.size() > MANY_WORDS && words.size() > c.size() / 2) {
      throw Problem.of(
              ErrorCode.VALUE,
              "column %s has %d different words, of which each would become an input"
                  .formatted(Show.quoted(c.name()), words.size()))
          .hint("`skip: [" + Show.quoted(c.name()) + "]` leaves it out");
    }
    return new Input(c.name(), words, 0);
  }

  private static void numeric(Column y) {
    if (!y.isNumeric()) {
      throw Problem.of(ErrorCode.VALUE, "the target is words, so it names classes: " + y.name());
    }
  }

  /**
   * The rows in this layout: inputs {@code [rows, columns]}, and the target, {@code int[rows]} of
   * classes or {@code [rows, targets]}.
   *
   * @throws Problem {@code file} where a cell does not fit the layout, which is another table's
   *     then
   */
  public TableData data(Memory memory, Layout layout) {
    int rows = columns.getFirst().size();
    List<String> names = layout.columns();
    Tensor x = Tensor.zeros(memory, DType.FLOAT32, rows, names.size());
    int at = 0;
    for (Input input : layout.inputs) {
      Column c = column(input.name);
      if (input.words == null) {
        put(x, at, names.size(), c.numbers(), input.mean);
      } else {
        for (int row = 0; row < rows; row++) {
          x.fill((long) row * names.size() + at + place(c, row, input.words), 1);
        }
      }
      at += input.words == null ? 1 : input.words.size();
    }
    Tensor y = layout.classes.isEmpty() ? numbers(memory, layout) : classes(memory, layout);
    return new TableData(memory, List.of(x, y), names, layout.classes);
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
    int width = layout.targets.size();
    Tensor y = Tensor.zeros(memory, DType.FLOAT32, columns.getFirst().size(), width);
    for (int i = 0; i < width; i++) {
      Column c = column(layout.targets.get(i));
      put(y, i, width, c.numbers(), c.mean());
    }
    return y;
  }

  private Tensor classes(Memory memory, Layout layout) {
    Column c = column(layout.targets.getFirst());
    Map<String, Integer> ids = new HashMap<>();
    layout.classes.forEach(name -> ids.put(name, ids.size()));
    boolean counts = c.isNumeric() && layout.classes.equals(upTo(layout.classes.size()));
    long[] y = new long[c.size()];
    for (int row = 0; row < y.length; row++) {
      String cell = counts ? Long.toString((long) c.number(row)) : c.cells().get(row);
      if (!ids.containsKey(cell)) {
        throw c.bad(row, "one of " + Show.names(layout.classes));
      }
      y[row] = ids.get(cell);
    }
    return Tensor.of(memory, y, y.length);
  }

  private static List<String> counted(Column y) {
    return upTo((int) Arrays.stream(y.numbers()).max().orElse(0) + 1);
  }

  private static List<String> upTo(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private Column column(String name) {
    return columns.get(at(places, name));
  }

  /** The place of a column; a problem where there is none of that name. */
  static int at(Map<String, Integer> places, String name) {
    Integer at = places.get(name);
    if (at == null) {
      throw Problem.of(ErrorCode.VALUE, "this table has no column " + Show.quoted(name))
          .hint(
              Suggest.nearest(name, places.keySet())
                  .map(near -> "did you mean " + Show.quoted(near) + "?")
                  .orElse("it has " + Show.names(places.keySet())));
    }
    return at;
  }

  /**
   * The columns whose integers have more digits than a float of 32 bits, so that different ones
   * become equal; other than classes.
   */
  public List<String> blurred(Layout layout) {
    return columns.stream()
        .filter(c -> layout.classes.isEmpty() || !layout.targets.contains(c.name()))
        .filter(Column::isBlurred)
        .map(Column::name)
        .toList();
  }

  private static float[] floats(double[] values, double missing) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (Double.isNaN(values[i]) ? missing : values[i]);
    }
    return out;
  }
}
