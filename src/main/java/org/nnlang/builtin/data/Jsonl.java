// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.data;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.builtin.Session;
import org.nnlang.io.NumberStyle;
import org.nnlang.io.Table;
import org.nnlang.io.TableFile;
import org.nnlang.value.Arguments;

/** {@code jsonl}. */
@AutoService(Builtin.class)
public final class Jsonl implements Builtin {
  @Override
  public String signature() {
    return "jsonl(path: string, *, target: string? = none, missing: string = \"error\","
        + " skip: list = [], words: list = [], classes: boolean? = none,"
        + " stream: boolean? = none)";
  }

  @Override
  public String doc() {
    return """
    The values of a file with JSON on each line, packed by gzip or not, as a list: objects are
    records, `null` is none. With the name of a field as `target` it is a dataset as `csv` makes it
    of the fields; or, where the only other field is an array of numbers, of those arrays. `skip`,
    `words`, `missing`, `classes` and `stream` are as in `csv`.
    Example: texts = map(jsonl("news.jsonl"), r -> r.text)\
    """;
  }

  @Override
  public Object call(Arguments a, Session session) {
    String path = a.string("path");
    if (a.isNone("target")) {
      if (!a.isNone("stream") && a.flag("stream")) {
        throw Csv.withoutTarget();
      }
      return org.nnlang.io.Jsonl.read(session.disk(), path);
    }
    Boolean classes = a.isNone("classes") ? null : (Boolean) a.flag("classes");
    String target = a.string("target");
    Table.Options options =
        new Table.Options(
            true,
            ',',
            NumberStyle.USUAL,
            0,
            Csv.missing(a.string("missing")),
            Csv.names("skip", a.list("skip")),
            Csv.names("words", a.list("words")),
            Boolean.TRUE.equals(classes) ? List.of(target) : List.of());
    if (Csv.isLeft(a, session, path)) {
      return TableFile.jsonl(
          session.engine().memory(), session.disk(), path, target, classes, options);
    }
    return org.nnlang.io.Jsonl.data(
        session.engine().memory(), session.disk(), path, target, classes, options);
  }
}
