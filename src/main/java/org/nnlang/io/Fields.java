// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.None;
import org.nnlang.value.Record;
import org.nnlang.value.Show;

/** Records one after another, kept as columns: of cells, or of arrays of numbers of one shape. */
final class Fields {
  private static final int MOST = 1 << 28;

  private final Set<String> skip;
  private final LoopPolls turns;
  private final Map<String, Integer> names = new LinkedHashMap<>();
  private final Map<String, ColumnCells> cells = new LinkedHashMap<>();
  private final Map<String, ArrayField> arrays = new LinkedHashMap<>();
  private int[] lines = new int[16];
  private int size;

  /** The arrays of a field, one after another. */
  static final class ArrayField {
    private final List<Long> shape;
    private final int firstLine;
    private float[] numbers = new float[16];
    private int count;
    private int rows;

    /** Begins again, with the next array as the first. */
    void clear() {
      count = 0;
    }

    List<Long> shape() {
      return shape;
    }

    int firstLine() {
      return firstLine;
    }

    int rows() {
      return rows;
    }

    float[] numbers() {
      return Arrays.copyOf(numbers, count);
    }

    /** Adds an array of a line. */
    void add(int line, String name, List<?> value) {
      if (!add(value, shape)) {
        throw Problem.of(
            ErrorCode.FILE,
            "line %d: expected numbers of shape %s for %s"
                .formatted(line, shape, Show.quoted(name)));
      }
      rows++;
    }

    ArrayField(List<Long> shape, int firstLine) {
      this.shape = shape;
      this.firstLine = firstLine;
    }

    /** Adds numbers of a shape; false where they are not so. */
    private boolean add(Object value, List<Long> of) {
      if (of.isEmpty()) {
        if (!(value instanceof Number n)) {
          return false;
        }
        if (count == MOST) {
          throw Problem.of(
              ErrorCode.LIMIT, "the arrays of a file have at most " + MOST + " numbers");
        }
        if (count == numbers.length) {
          Heap.need(8L * count, "the arrays of this file");
          numbers = Arrays.copyOf(numbers, 2 * count);
        }
        numbers[count++] = n.floatValue();
        return true;
      }
      if (!(value instanceof List<?> list) || list.size() != of.getFirst()) {
        return false;
      }
      List<Long> rest = of.subList(1, of.size());
      return list.stream().allMatch(item -> add(item, rest));
    }
  }

  Fields(List<String> skip, Runnable poll) {
    turns = new LoopPolls(poll);
    this.skip = Set.copyOf(skip);
  }

  /** Adds a record of a line. */
  void add(int line, Record record) {
    lines = size < lines.length ? lines : Arrays.copyOf(lines, 2 * size);
    lines[size] = line;
    record.forEach(
        (name, value) -> {
          names.putIfAbsent(name, names.size());
          if (skip.contains(name)) {
            return;
          }
          if (value instanceof List<?> list) {
            array(line, name, list);
          } else {
            column(name).add(cell(line, name, value));
          }
        });
    size++;
    cells.values().forEach(column -> fill(column, size));
  }

  private void array(int line, String name, List<?> value) {
    arrays.computeIfAbsent(name, n -> new ArrayField(shape(value), line)).add(line, name, value);
  }

  private ColumnCells column(String name) {
    ColumnCells column = cells.computeIfAbsent(name, n -> new ColumnCells(turns));
    fill(column, size);
    return column;
  }

  /** Rows that had no such field have an empty cell. */
  private static void fill(ColumnCells column, int rows) {
    while (column.size() < rows) {
      column.add("");
    }
  }

  /** A value that is no array, as the cell of a table. */
  static String cell(int line, String name, Object value) {
    return switch (value) {
      case None none -> "";
      case String s -> s;
      case Long n -> n.toString();
      case Double d -> d.toString();
      case Boolean b -> b.toString();
      default -> throw noCell(line, name, Json.write(value));
    };
  }

  static Problem noArray(String name) {
    return Problem.of(ErrorCode.FILE, "a line has no array of numbers for " + Show.quoted(name));
  }

  static Problem noCell(int line, String name, String found) {
    return Problem.of(
            ErrorCode.FILE,
            "line %d: expected a number, a text or a boolean for %s, found %s"
                .formatted(line, Show.quoted(name), found))
        .hint("a field of arrays is the only input; `skip:` leaves others out");
  }

  /** The shape of arrays in arrays, as the first of them have it. */
  static List<Long> shape(Object value) {
    List<Long> shape = new ArrayList<>();
    for (Object v = value; v instanceof List<?> list; v = list.isEmpty() ? null : list.getFirst()) {
      shape.add((long) list.size());
    }
    return shape;
  }

  TableData data(Memory memory, String target, @Nullable Boolean classes, Table.Options options) {
    Layout.at(names, target);
    int[] own = Arrays.copyOf(lines, size);
    List<Column> columns = new ArrayList<>();
    cells.forEach(
        (name, column) -> columns.add(new Column(name, column, own, options.style(), false)));
    if (arrays.isEmpty()) {
      Table table = Table.of(columns, options.without(options.missing()));
      return table.data(memory, table.layout(List.of(target), classes));
    }
    String name = arrays.keySet().iterator().next();
    ArrayField input = Objects.requireNonNull(arrays.get(name));
    if (arrays.size() > 1 || !cells.keySet().equals(Set.of(target))) {
      throw noCell(input.firstLine, name, "an array");
    }
    if (input.rows != size) {
      throw noArray(name);
    }
    // a table needs an input: zeros stand in for the arrays
    ColumnCells zeros = new ColumnCells(turns);
    for (int i = 0; i < size; i++) {
      zeros.add("0");
    }
    columns.addFirst(new Column(name, zeros, own, options.style(), false));
    Table table = Table.of(columns, options.without(Table.Missing.ERROR));
    TableData y = table.data(memory, table.layout(List.of(target), classes));
    long[] all = new long[input.shape.size() + 1];
    all[0] = size;
    for (int i = 0; i < input.shape.size(); i++) {
      all[i + 1] = input.shape.get(i);
    }
    Tensor x = Tensor.of(memory, Arrays.copyOf(input.numbers, input.count), all);
    return new TableData(memory, List.of(x, y.tensors().get(1)), List.of(), y.classes());
  }
}
