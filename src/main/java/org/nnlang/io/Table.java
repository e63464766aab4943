// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nnlang.source.Problem;
import org.nnlang.source.Suggest;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Fields;
import org.nnlang.value.Show;

/** A table with named columns, as a CSV file has one. */
public final class Table {
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
   * Reads the text of a CSV file.
   *
   * @param header whether the first line names the columns; null to find out. Without names columns
   *     are {@code column1}, {@code column2}, …
   * @param separator what stands between cells, NUL to find out
   */
  public static Table parse(String text, Boolean header, char separator, Missing missing) {
    List<Csv.Line> lines = Csv.parse(text, separator);
    boolean named = header != null ? header : Csv.hasHeader(lines);
    int width = lines.get(0).cells().size();
    List<Csv.Line> rows = new ArrayList<>(lines.subList(named ? 1 : 0, lines.size()));
    if (missing == Missing.DROP) {
      rows.removeIf(row -> row.cells().stream().anyMatch(Column::isMissing));
    }
    if (rows.isEmpty()) {
      throw Problem.of("file", "this table has no rows");
    }
    List<Integer> numbers = rows.stream().map(Csv.Line::number).toList();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      int at = i;
      String name = named ? lines.get(0).cells().get(i) : "column" + (i + 1);
      Column column = new Column(name, rows.stream().map(r -> r.cells().get(at)).toList(), numbers);
      if (missing == Missing.ERROR && column.firstMissing() >= 0) {
        throw Problem.of(
                "file",
                "a cell is missing in column %s, line %d"
                    .formatted(Show.quoted(name), numbers.get(column.firstMissing())))
            .hint("`missing: \"drop\"` leaves such rows out, `missing: \"mean\"` fills them");
      }
      columns.add(column);
    }
    return new Table(columns);
  }

  /** The columns by name: tensors of numbers, lists of words. */
  public Fields columns(Memory memory) {
    Fields fields = new Fields();
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
   * All columns but {@code target} as inputs, {@code [rows, columns]}: numbers as they are, words
   * as one column of zeros and ones for each.
   *
   * <p>The target is {@code int[rows]}, numbering its sorted words or its classes, or else {@code
   * [rows, 1]}.
   *
   * @param classes whether the target names classes; null where words do, and numbers that are 0,
   *     1, … without a gap
   * @throws Problem {@code value} where there is no such column or no other
   */
  public TableData data(Memory memory, String target, Boolean classes) {
    Column y = column(target);
    List<String> names = new ArrayList<>();
    List<double[]> inputs = new ArrayList<>();
    for (Column c : columns) {
      if (c != y) {
        add(c, names, inputs);
      }
    }
    if (inputs.isEmpty()) {
      throw Problem.of("value", "this table has no column but the target");
    }
    int rows = y.cells().size();
    float[] x = new float[Math.multiplyExact(rows, inputs.size())];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) inputs.get(i % inputs.size())[i / inputs.size()];
    }
    Tensor input = Tensor.of(memory, x, rows, inputs.size());
    boolean isClass = classes != null ? classes : !y.isNumeric() || y.countsClasses();
    if (!isClass) {
      if (!y.isNumeric()) {
        throw Problem.of("value", "the target is words, so it names classes: " + target);
      }
      Tensor numbers = Tensor.of(memory, floats(y.numbers(), y.mean()), rows, 1);
      return new TableData(memory, List.of(input, numbers), names, List.of());
    }
    List<String> words = y.countsClasses() ? counted(y) : y.words();
    long[] ids = new long[rows];
    for (int i = 0; i < rows; i++) {
      ids[i] = y.countsClasses() ? (long) y.numbers()[i] : words.indexOf(y.cells().get(i));
    }
    return new TableData(memory, List.of(input, Tensor.of(memory, ids, rows)), names, words);
  }

  private static List<String> counted(Column y) {
    long most = (long) java.util.Arrays.stream(y.numbers()).max().orElse(0);
    return IntStream.rangeClosed(0, (int) most).mapToObj(Integer::toString).toList();
  }

  private static void add(Column c, List<String> names, List<double[]> inputs) {
    if (c.isNumeric()) {
      names.add(c.name());
      inputs.add(filled(c.numbers(), c.mean()));
      return;
    }
    for (String word : c.words()) {
      names.add(c.name() + "=" + word);
      inputs.add(c.cells().stream().mapToDouble(cell -> cell.equals(word) ? 1 : 0).toArray());
    }
  }

  private Column column(String name) {
    List<String> names = columns.stream().map(Column::name).toList();
    if (!names.contains(name)) {
      throw Problem.of("value", "this table has no column " + Show.quoted(name))
          .hint(
              Suggest.nearest(name, names)
                  .map(near -> "did you mean " + Show.quoted(near) + "?")
                  .orElse("it has " + Show.names(names)));
    }
    return columns.get(names.indexOf(name));
  }

  private static double[] filled(double[] values, double missing) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.isNaN(values[i]) ? missing : values[i];
    }
    return values;
  }

  private static float[] floats(double[] values, double missing) {
    double[] filled = filled(values, missing);
    float[] out = new float[filled.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) filled[i];
    }
    return out;
  }
}
