// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.data;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.io.Disk;
import org.nnlang.io.Table;
import org.nnlang.value.Arguments;

/** {@code jsonl}. */
@AutoService(Builtin.class)
public final class Jsonl implements Builtin {
  @Override
  public String signature() {
    return "jsonl(path: string, *, target: string? = none, missing: string = \"error\","
        + " skip: list = [], classes: boolean? = none)";
  }

  @Override
  public String doc() {
    return """
    The values of a file with JSON on each line, packed by gzip or not, as a list: objects are
    records, `null` is none. With the name of a field as `target` it is a dataset as `csv` makes it
    of the fields; or, where the only other field is an array of numbers, of those arrays. `skip`,
    `missing` and `classes` are as in `csv`.
    Example: texts = map(jsonl("news.jsonl"), r -> r.text)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    String path = a.string("path");
    String text = session.disk().packedText(path);
    return Disk.reading(path, () -> read(text, a, session));
  }

  private static Object read(String text, Arguments a, Session session) {
    List<org.nnlang.io.Jsonl.Line> lines = org.nnlang.io.Jsonl.parse(text);
    if (a.isNone("target")) {
      return new ArrayList<Object>(lines.stream().map(org.nnlang.io.Jsonl.Line::value).toList());
    }
    Table.Options options =
        new Table.Options(
            true, ',', Csv.missing(a.string("missing")), Csv.names("skip", a.list("skip")));
    Boolean classes = a.isNone("classes") ? null : (Boolean) a.flag("classes");
    return org.nnlang.io.Jsonl.data(
        session.engine().memory(), lines, a.string("target"), classes, options);
  }
}
