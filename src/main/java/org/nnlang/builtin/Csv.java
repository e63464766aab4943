// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nnlang.io.Rearranged;
import org.nnlang.io.Table;
import org.nnlang.io.TableData;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.value.Arguments;
import org.nnlang.value.Show;

/** {@code csv}. */
@AutoService(Builtin.class)
public final class Csv implements Builtin {
  @Override
  public String signature() {
    return "csv(path: string, *, target: string? = none, test: number? = none,"
        + " header: boolean? = none, separator: string? = none, missing: string = \"error\","
        + " classes: boolean? = none, seed: integer = 0)";
  }

  @Override
  public String doc() {
    return """
    Reads a table from a CSV file. Without `target` it is a record: a tensor for each column of
    numbers, a list of strings for each of words. With the name of a column as `target` it is a
    dataset of the other columns (words become a column of 0 and 1 for each) and that one: words,
    and numbers that are 0, 1, … without a gap, are classes, all else numbers; `classes:` says it.
    `test: 0.2` gives `[train, test]`, a fifth of the rows, drawn by `seed`, in the second.
    `header` and `separator` are found out where they are not given. `missing` says what becomes of
    empty cells: "error", "drop" (leave the row out) or "mean".
    The dataset has `x y columns classes size`.
    Example: [train, test] = csv("iris.csv", target: "species", test: 0.2)\
    """;
  }

  @Override
  public Object call(Arguments arguments, Session session) {
    Memory memory = session.engine().memory();
    Boolean header = arguments.isNone("header") ? null : (Boolean) arguments.flag("header");
    Table table =
        Table.parse(
            session.disk().text(arguments.string("path")),
            header,
            separator(arguments),
            missing(arguments.string("missing")));
    if (arguments.isNone("target")) {
      return table.columns(memory);
    }
    Boolean classes = arguments.isNone("classes") ? null : (Boolean) arguments.flag("classes");
    TableData data = table.data(memory, arguments.string("target"), classes);
    if (arguments.isNone("test")) {
      return data;
    }
    double test = arguments.number("test");
    long[] ends = Rearranged.cuts(data.size(), List.of(1 - test, test));
    TableData mixed = data.pick(Rearranged.shuffled(data.size(), arguments.whole("seed"), 0));
    List<Object> parts = new ArrayList<>();
    parts.add(mixed.rows(0, ends[0]));
    parts.add(mixed.rows(ends[0], data.size()));
    return parts;
  }

  private static char separator(Arguments arguments) {
    if (arguments.isNone("separator")) {
      return '\0';
    }
    String separator = arguments.string("separator");
    if (separator.length() != 1 || "\"\r\n ".contains(separator)) {
      throw Problem.of(
          "value", "`separator` is one character, such as \";\", found " + Show.quoted(separator));
    }
    return separator.charAt(0);
  }

  private static Table.Missing missing(String word) {
    return switch (word) {
      case "error", "drop", "mean" -> Table.Missing.valueOf(word.toUpperCase(Locale.ROOT));
      default ->
          throw Problem.of(
              "value", "`missing` is \"error\", \"drop\" or \"mean\", found " + Show.quoted(word));
    };
  }
}
