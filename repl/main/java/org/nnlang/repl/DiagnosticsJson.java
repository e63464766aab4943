// SPDX-License-Identifier: Apache-2.0
package org.nnlang.repl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nnlang.io.Json;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.Fix;
import org.nnlang.source.Note;
import org.nnlang.source.Span;

/** Diagnostics for programs: an array of objects, a line each. */
final class DiagnosticsJson {
  private DiagnosticsJson() {}

  /** Ends in a line break. */
  static String of(List<Diagnostic> diagnostics) {
    List<String> lines = diagnostics.stream().map(d -> "  " + Json.write(object(d))).toList();
    return lines.isEmpty() ? "[]\n" : "[\n" + String.join(",\n", lines) + "\n]\n";
  }

  private static Map<String, Object> object(Diagnostic d) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("severity", d.severity().name().toLowerCase(Locale.ROOT));
    out.put("code", d.code().word());
    out.put("message", d.message());
    place(out, d.span());
    if (d.hint() != null) {
      out.put("hint", d.hint());
    }
    if (!d.notes().isEmpty()) {
      out.put("notes", d.notes().stream().map(DiagnosticsJson::object).toList());
    }
    Fix fix = d.fix();
    if (fix != null) {
      Map<String, Object> change = new LinkedHashMap<>();
      place(change, fix.place());
      change.put("text", fix.text());
      out.put("fix", change);
    }
    return out;
  }

  private static Map<String, Object> object(Note note) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("message", note.message());
    place(out, note.span());
    return out;
  }

  /** Nothing where it is not known. The end is behind the last character. */
  private static void place(Map<String, Object> out, Span span) {
    if (!span.isKnown()) {
      return;
    }
    boolean empty = span.end() <= span.start();
    out.put("file", span.source().name());
    out.put("line", (long) span.line());
    out.put("column", (long) span.column());
    out.put("end_line", (long) span.endLine());
    long last = empty ? span.column() : span.source().columnAt(span.end() - 1) + 1;
    out.put("end_column", last);
  }
}
