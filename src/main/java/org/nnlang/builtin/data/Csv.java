// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.data;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.io.Disk;
import org.nnlang.io.Layout;
import org.nnlang.io.NumberStyle;
import org.nnlang.io.Rearranged;
import org.nnlang.io.Table;
import org.nnlang.io.TableFile;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.value.Arguments;
import org.nnlang.value.Dataset;
import org.nnlang.value.None;
import org.nnlang.value.Show;
import org.nnlang.value.TypeNames;

/** {@code csv}. */
@AutoService(Builtin.class)
public final class Csv implements Builtin {
  @Override
  public String signature() {
    return "csv(path: string, *, target: string|list? = none, test: number|string? = none,"
        + " header: boolean? = none, separator: string? = none, decimal: string = \".\","
        + " thousands: string? = none, skip_rows: integer = 0, missing: string = \"error\","
        + " skip: list = [], words: list = [], classes: boolean? = none, seed: integer = 0,"
        + " stream: boolean? = none)";
  }

  @Override
  public String doc() {
    return """
    Reads a table from a CSV file, packed by gzip or not. Without `target` it is a record: a tensor
    for each column of numbers (ints where floats would lose digits), a list of strings for each of
    words. With the name of a column as `target`, or of several, it is a dataset of the other
    columns (`true` and `false` as 1 and 0, words as a column of 0 and 1 for each) and that one:
    words, and numbers that are 0, 1, … without a gap, are classes, all else numbers; `classes:`
    says it. `test: 0.2` gives `[train, test]`, a fifth of the rows, drawn by `seed`, in the second;
    so does the path of another file with the same columns. `skip` names columns to leave out,
    `words` those that are words whatever they look like: else a column that is mostly numbers is
    numbers, and what is none an error.
    `header` and `separator` (`,` `;` `|`, a tab or blanks) are found out where they are not given;
    `skip_rows` leaves out lines before the table; `decimal: ","` and `thousands: "."` say how
    numbers are written. `missing` says what becomes of empty cells, and of words among numbers:
    "error", "drop" (leave the row out) or "mean".
    The dataset has `x y columns classes size`. The rows of a file that would take much of the
    memory, and is not packed, or of any with `stream: true`, are left where they are and read as
    they are asked for.
    Example: [train, test] = csv("iris.csv", target: "species", test: 0.2)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Memory memory = session.engine().memory();
    String path = a.string("path");
    Boolean classes = a.isNone("classes") ? null : (Boolean) a.flag("classes");
    List<String> targets = targets(a);
    Table.Options options =
        new Table.Options(
            a.isNone("header") ? null : (Boolean) a.flag("header"),
            a.isNone("separator") ? '\0' : mark(a, "separator"),
            style(a),
            skipped(a),
            missing(a.string("missing")),
            names("skip", a.list("skip")),
            names("words", a.list("words")),
            Boolean.TRUE.equals(classes) ? targets : List.of());
    if (a.isNone("target")) {
      if (!a.isNone("stream") && a.flag("stream")) {
        throw withoutTarget();
      }
      return read(session, path, options).columns(memory);
    }
    Dataset data;
    Layout layout;
    List<String> blurred;
    if (isLeft(a, session, path)) {
      TableFile file = TableFile.csv(memory, session.disk(), path, options, targets, classes, null);
      data = file;
      layout = file.layout();
      blurred = file.blurred();
    } else {
      Table table = read(session, path, options);
      Layout own = table.layout(targets, classes);
      data = Disk.reading(path, () -> table.data(memory, own));
      layout = own;
      blurred = table.blurred(own);
    }
    if (!blurred.isEmpty()) {
      session
          .warnings()
          .warn(
              ErrorCode.DIGITS,
              "floats of 32 bits hold 7 digits: different integers become equal in "
                  + Show.names(blurred),
              "`skip: [%s]` leaves it out".formatted(Show.quoted(blurred.getFirst())));
    }
    return switch (a.get("test")) {
      case None none -> data;
      case String other when isLeft(a, session, other) ->
          pair(
              data,
              TableFile.csv(memory, session.disk(), other, options, targets, classes, layout));
      case String other -> {
        Table test = read(session, other, options);
        yield pair(data, Disk.reading(other, () -> test.data(memory, layout)));
      }
      case Number part -> {
        double test = part.doubleValue();
        long[] ends = Rearranged.cuts(data.size(), List.of(1 - test, test));
        Dataset mixed = data.pick(Rearranged.shuffled(data.size(), a.whole("seed"), 0));
        yield pair(mixed.rows(0, ends[0]), mixed.rows(ends[0], data.size()));
      }
      default -> throw new IllegalStateException("not in the signature");
    };
  }

  /** Whether the rows of a table stay in its file. */
  static boolean isLeft(Arguments a, Session session, String path) {
    return a.isNone("stream") ? TableFile.isLarge(session.disk(), path) : a.flag("stream");
  }

  static Problem withoutTarget() {
    return Problem.of(
            ErrorCode.VALUE, "`stream` is for a dataset, whose rows are read as they are asked for")
        .hint("`target:` names the column to be predicted, and makes one");
  }

  private static Table read(Session session, String path, Table.Options options) {
    return Table.read(session.disk(), path, options);
  }

  private static List<String> targets(Arguments a) {
    if (a.isNone("target")) {
      return List.of();
    }
    List<String> targets =
        a.get("target") instanceof List<?> list
            ? names("target", list)
            : List.of(a.string("target"));
    if (targets.isEmpty()) {
      throw Problem.of(ErrorCode.VALUE, "`target` names at least one column, found []");
    }
    return targets;
  }

  private static List<Object> pair(Dataset train, Dataset test) {
    return new ArrayList<>(List.of(train, test));
  }

  static List<String> names(String argument, List<?> given) {
    List<String> names = new ArrayList<>();
    for (Object name : given) {
      if (!(name instanceof String s)) {
        throw Problem.of(
            ErrorCode.TYPE,
            "`%s` has names of columns, found %s".formatted(argument, TypeNames.found(name)));
      }
      names.add(s);
    }
    return names;
  }

  private static long skipped(Arguments a) {
    long rows = a.whole("skip_rows");
    if (rows < 0) {
      throw Problem.of(ErrorCode.VALUE, "`skip_rows` is a number of lines, found " + rows);
    }
    return rows;
  }

  private static NumberStyle style(Arguments a) {
    char decimal = mark(a, "decimal");
    char thousands = a.isNone("thousands") ? '\0' : mark(a, "thousands");
    if (decimal == thousands) {
      throw Problem.of(
          ErrorCode.VALUE, "`decimal` and `thousands` are different characters, found " + decimal);
    }
    return new NumberStyle(decimal, thousands);
  }

  /** A character that stands between cells or in numbers. */
  private static char mark(Arguments a, String argument) {
    String mark = a.string(argument);
    boolean digits = !argument.equals("separator") && "0123456789+-eE".contains(mark);
    if (mark.length() != 1 || "\"\r\n".contains(mark) || digits) {
      throw Problem.of(
          ErrorCode.VALUE,
          "`%s` is one character, such as \",\", found %s".formatted(argument, Show.quoted(mark)));
    }
    return mark.charAt(0);
  }

  static Table.Missing missing(String word) {
    return switch (word) {
      case "error", "drop", "mean" -> Table.Missing.valueOf(word.toUpperCase(Locale.ROOT));
      default ->
          throw Problem.of(
              ErrorCode.VALUE,
              "`missing` is \"error\", \"drop\" or \"mean\", found " + Show.quoted(word));
    };
  }
}
