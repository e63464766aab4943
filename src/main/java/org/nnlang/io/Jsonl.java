// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.None;
import org.nnlang.value.Record;
import org.nnlang.value.Show;

/** JSON, a value a line. */
public final class Jsonl {
  private Jsonl() {}

  /** A value and the line it stands in, from 1. */
  public record Line(int number, Object value) {}

  /**
   * The values of a text, empty lines left out.
   *
   * @throws Problem {@code file} with the line that is no JSON
   */
  public static List<Line> parse(String text) {
    List<Line> out = new ArrayList<>();
    int number = 0;
    for (int from = 0; from < text.length(); ) {
      int to = text.indexOf('\n', from);
      to = to < 0 ? text.length() : to;
      number++;
      String line = text.substring(from, to);
      from = to + 1;
      if (!line.isBlank()) {
        out.add(new Line(number, value(line, number)));
      }
    }
    if (out.isEmpty()) {
      throw Problem.of(ErrorCode.FILE, "this file has no lines");
    }
    return out;
  }

  private static Object value(String line, int number) {
    try {
      return Json.parse(line);
    } catch (Problem p) {
      throw Problem.of(p.code(), "line %d: %s".formatted(number, p.getMessage()));
    }
  }

  /**
   * Records as a table, whose columns are all the fields there are; or, where all but the target is
   * one field of arrays of numbers, those arrays and the target.
   *
   * @throws Problem {@code file} with the line that does not fit
   */
  public static TableData data(
      Memory memory, List<Line> lines, String target, Boolean classes, Table.Options options) {
    Set<String> names = new LinkedHashSet<>();
    for (Line line : lines) {
      names.addAll(fields(line).keySet());
    }
    Table.at(List.copyOf(names), target);
    names.removeIf(n -> options.skip().contains(n));
    List<String> inputs = names.stream().filter(n -> !n.equals(target)).toList();
    boolean arrays =
        inputs.size() == 1 && fields(lines.getFirst()).get(inputs.getFirst()) instanceof List;
    List<String> cells = arrays ? List.of(target) : List.copyOf(names);
    List<Csv.Line> rows = new ArrayList<>();
    for (Line line : lines) {
      rows.add(new Csv.Line(line.number, cells.stream().map(n -> cell(line, n)).toList()));
    }
    if (!arrays) {
      Table table = Table.of(cells, rows, options.without());
      return table.data(memory, table.layout(List.of(target), classes));
    }
    // a table needs an input: the line numbers stand in for the arrays
    List<Csv.Line> numbered = new ArrayList<>();
    for (Csv.Line row : rows) {
      numbered.add(new Csv.Line(row.number(), List.of("0", row.cells().getFirst())));
    }
    Table table = Table.of(List.of(inputs.getFirst(), target), numbered, Table.Options.USUAL);
    TableData y = table.data(memory, table.layout(List.of(target), classes));
    Tensor x = stacked(memory, lines, inputs.getFirst());
    return new TableData(memory, List.of(x, y.tensors().get(1)), List.of(), y.classes());
  }

  private static Record fields(Line line) {
    if (line.value instanceof Record fields) {
      return fields;
    }
    throw Problem.of(
        ErrorCode.FILE, "line %d: expected an object, found another value".formatted(line.number));
  }

  private static String cell(Line line, String name) {
    Object value = fields(line).get(name);
    return switch (value) {
      case null -> "";
      case None none -> "";
      case String s -> s;
      case Long n -> n.toString();
      case Double d -> d.toString();
      case Boolean b -> b.toString();
      default ->
          throw Problem.of(
                  ErrorCode.FILE,
                  "line %d: expected a number, a text or a boolean for %s, found %s"
                      .formatted(line.number, Show.quoted(name), Json.write(value)))
              .hint("a field of arrays is the only input; `skip:` leaves others out");
    };
  }

  private static Tensor stacked(Memory memory, List<Line> lines, String name) {
    List<Long> shape = shape(fields(lines.getFirst()).get(name));
    long[] all = new long[shape.size() + 1];
    all[0] = lines.size();
    for (int i = 0; i < shape.size(); i++) {
      all[i + 1] = shape.get(i);
    }
    Tensor out = Tensor.zeros(memory, DType.FLOAT32, all);
    long at = 0;
    for (Line line : lines) {
      Object value = fields(line).get(name);
      long next = put(out, at, value, shape);
      if (next < 0) {
        throw Problem.of(
            ErrorCode.FILE,
            "line %d: expected numbers of shape %s for %s"
                .formatted(line.number, shape, Show.quoted(name)));
      }
      at = next;
    }
    return out;
  }

  private static List<Long> shape(Object value) {
    List<Long> shape = new ArrayList<>();
    for (Object v = value; v instanceof List<?> list; v = list.isEmpty() ? null : list.getFirst()) {
      shape.add((long) list.size());
    }
    return shape;
  }

  /** Puts numbers of a shape into a tensor; where the next ones go, or -1 if they are not so. */
  private static long put(Tensor out, long at, Object value, List<Long> shape) {
    if (shape.isEmpty()) {
      if (!(value instanceof Number n)) {
        return -1;
      }
      out.fill(at, n.doubleValue());
      return at + 1;
    }
    if (!(value instanceof List<?> list) || list.size() != shape.getFirst()) {
      return -1;
    }
    long next = at;
    for (Object item : list) {
      next = put(out, next, item, shape.subList(1, shape.size()));
      if (next < 0) {
        return -1;
      }
    }
    return next;
  }
}
