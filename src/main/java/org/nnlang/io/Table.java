// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nnlang.source.ErrorCode;
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

  private Table(List<Column> columns) {
    this.columns = columns;
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
   * @param skip columns that are left out
   */
  public record Options(Boolean header, char separator, Missing missing, List<String> skip) {
    /** All is found out, and nothing may be missing. */
    public static final Options USUAL = new Options(null, '\0', Missing.ERROR, List.of());

    /** The same, where the columns to be skipped are out already. */
    Options without() {
      return new Options(header, separator, missing, List.of());
    }
  }

  /** Reads the text of a CSV file; a problem of code {@code file} where it is no table. */
  public static Table parse(String text, Options options) {
    List<Csv.Line> lines = Csv.parse(text, options.separator);
    boolean named = options.header != null ? options.header : Csv.hasHeader(lines);
    List<String> names = new ArrayList<>(lines.get(0).cells());
    for (int i = 0; i < names.size() && !named; i++) {
      names.set(i, "column" + (i + 1));
    }
    return of(names, lines.subList(named ? 1 : 0, lines.size()), options);
  }

  /** A table of these rows, each with a cell for each name. */
  static Table of(List<String> names, List<Csv.Line> lines, Options options) {
    for (int i = 0; i < names.size(); i++) {
      if (names.indexOf(names.get(i)) < i) {
        throw Problem.of(
                ErrorCode.FILE, "two columns have the same name, " + Show.quoted(names.get(i)))
            .hint("`header: false` takes the first line for a row like the others");
      }
    }
    for (String name : options.skip) {
      at(names, name);
    }
    List<Integer> used =
        IntStream.range(0, names.size())
            .filter(i -> !options.skip.contains(names.get(i)))
            .boxed()
            .toList();
    List<Csv.Line> rows = new ArrayList<>(lines);
    if (options.missing == Missing.DROP) {
      rows.removeIf(row -> used.stream().anyMatch(i -> Column.isMissing(row.cells().get(i))));
    }
    if (rows.isEmpty()) {
      throw Problem.of(ErrorCode.FILE, "this table has no rows");
    }
    List<Integer> numbers = rows.stream().map(Csv.Line::number).toList();
    List<Column> columns = new ArrayList<>();
    for (int i : used) {
      List<String> cells = rows.stream().map(r -> r.cells().get(i)).toList();
      Column column = new Column(names.get(i), cells, numbers);
      if (options.missing == Missing.ERROR && column.firstMissing() >= 0) {
        throw Problem.of(
                ErrorCode.FILE,
                "a cell is missing in column %s, line %d"
                    .formatted(Show.quoted(column.name()), numbers.get(column.firstMissing())))
            .hint("`missing: \"drop\"` leaves such rows out, `missing: \"mean\"` fills them");
      }
      columns.add(column);
    }
    return new Table(columns);
  }

  /** The columns by name: tensors of numbers, lists of words. */
  public Record columns(Memory memory) {
    Record fields = new Record();
    for (Column c : columns) {
      fields.put(
          c.name(),
          c.isNumeric()
              ? Tensor.of(memory, floats(c.numbers(), c.mean()), c.cells().size())
              : new ArrayList<Object>(c.cells()));
    }
    return fields;
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
  record Input(String name, List<String> words, double mean) {}

  /**
   * The layout in which all columns but the targets are inputs: numbers, {@code true} and {@code
   * false} as they are, words as one column of zeros and ones for each.
   *
   * @param classes whether the target names classes; null where words do, and numbers that are 0,
   *     1, … without a gap
   * @throws Problem {@code value} where there is no such column or no other
   */
  public Layout layout(List<String> targets, Boolean classes) {
    List<String> names = columns.stream().map(Column::name).toList();
    targets.forEach(target -> at(names, target));
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
    if (words.size() > MANY_WORDS && words.size() > c.cells().size() / 2) {
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
    int rows = columns.getFirst().cells().size();
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
    Tensor y = Tensor.zeros(memory, DType.FLOAT32, columns.getFirst().cells().size(), width);
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
    long[] y = new long[c.cells().size()];
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
    return columns.get(at(columns.stream().map(Column::name).toList(), name));
  }

  /** The place of a column; a problem where there is none of that name. */
  static int at(List<String> names, String name) {
    if (!names.contains(name)) {
      throw Problem.of(ErrorCode.VALUE, "this table has no column " + Show.quoted(name))
          .hint(
              Suggest.nearest(name, names)
                  .map(near -> "did you mean " + Show.quoted(near) + "?")
                  .orElse("it has " + Show.names(names)));
    }
    return names.indexOf(name);
  }

  private static float[] floats(double[] values, double missing) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (Double.isNaN(values[i]) ? missing : values[i]);
    }
    return out;
  }
}
