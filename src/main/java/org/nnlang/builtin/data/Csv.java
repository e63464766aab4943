// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.data;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.io.Disk;
import org.nnlang.io.Rearranged;
import org.nnlang.io.Table;
import org.nnlang.io.TableData;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.value.Arguments;
import org.nnlang.value.None;
import org.nnlang.value.Show;
import org.nnlang.value.TypeNames;

/** {@code csv}. */
@AutoService(Builtin.class)
public final class Csv implements Builtin {
  @Override
  public String signature() {
    return "csv(path: string, *, target: string|list? = none, test: number|string? = none,"
        + " header: boolean? = none, separator: string? = none, missing: string = \"error\","
        + " skip: list = [], classes: boolean? = none, seed: integer = 0)";
  }

  @Override
  public String doc() {
    return """
    Reads a table from a CSV file, packed by gzip or not. Without `target` it is a record: a tensor
    for each column of numbers, a list of strings for each of words. With the name of a column as
    `target`, or of several, it is a dataset of the other columns (`true` and `false` as 1 and 0,
    words as a column of 0 and 1 for each) and that one: words, and numbers that are 0, 1, …
    without a gap, are classes, all else numbers; `classes:` says it.
    `test: 0.2` gives `[train, test]`, a fifth of the rows, drawn by `seed`, in the second; so does
    the path of another file with the same columns. `skip` names columns to leave out.
    `header` and `separator` are found out where they are not given. `missing` says what becomes of
    empty cells: "error", "drop" (leave the row out) or "mean".
    The dataset has `x y columns classes size`.
    Example: [train, test] = csv("iris.csv", target: "species", test: 0.2)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    Memory memory = session.engine().memory();
    Table.Options options =
        new Table.Options(
            a.isNone("header") ? null : (Boolean) a.flag("header"),
            separator(a),
            missing(a.string("missing")),
            names("skip", a.list("skip")));
    String path = a.string("path");
    if (a.isNone("target")) {
      return read(session, path, options).columns(memory);
    }
    List<String> targets =
        a.get("target") instanceof List<?> list
            ? names("target", list)
            : List.of(a.string("target"));
    if (targets.isEmpty()) {
      throw Problem.of(ErrorCode.VALUE, "`target` names at least one column, found []");
    }
    Boolean classes = a.isNone("classes") ? null : (Boolean) a.flag("classes");
    Table table = read(session, path, options);
    Table.Layout layout = table.layout(targets, classes);
    TableData data = Disk.reading(path, () -> table.data(memory, layout));
    return switch (a.get("test")) {
      case None none -> data;
      case String other -> {
        Table test = read(session, other, options);
        yield pair(data, Disk.reading(other, () -> test.data(memory, layout)));
      }
      case Number part -> {
        double test = part.doubleValue();
        long[] ends = Rearranged.cuts(data.size(), List.of(1 - test, test));
        TableData mixed = data.pick(Rearranged.shuffled(data.size(), a.whole("seed"), 0));
        yield pair(mixed.rows(0, ends[0]), mixed.rows(ends[0], data.size()));
      }
      default -> throw new IllegalStateException("not in the signature");
    };
  }

  private static Table read(Session session, String path, Table.Options options) {
    String text = session.disk().packedText(path);
    return Disk.reading(path, () -> Table.parse(text, options));
  }

  private static List<Object> pair(TableData train, TableData test) {
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

  private static char separator(Arguments a) {
    if (a.isNone("separator")) {
      return '\0';
    }
    String separator = a.string("separator");
    if (separator.length() != 1 || "\"\r\n ".contains(separator)) {
      throw Problem.of(
          ErrorCode.VALUE,
          "`separator` is one character, such as \";\", found " + Show.quoted(separator));
    }
    return separator.charAt(0);
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
