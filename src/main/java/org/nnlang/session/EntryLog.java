// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.graalvm.polyglot.Source;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.Parser;
import org.nnlang.syntax.Script;
import org.nnlang.syntax.Stmt;
import org.nnlang.syntax.TextPieces;

/** What a session has run without a mistake, to be run again. */
final class EntryLog {
  private final List<Entry> entries = new ArrayList<>();
  private int files;

  /**
   * @param valued whether it gave a value, which {@link Prompt#LAST} stands for then
   */
  private record Entry(String text, boolean valued) {}

  void add(String text, boolean valued) {
    entries.add(new Entry(text.strip(), valued));
  }

  /** A file that was run before. */
  void add(Source file) {
    entries.addFirst(new Entry(file.getCharacters().toString().strip(), false));
    files = 1;
  }

  /** The last one; empty where there is none. */
  String last() {
    return entries.isEmpty() ? "" : entries.getLast().text;
  }

  /** The imports in all entries, each once, as they were written. */
  Set<String> imports() {
    Set<String> found = new LinkedHashSet<>();
    for (Entry entry : entries.subList(files, entries.size())) {
      for (Stmt statement : parsed(entry).body()) {
        if (statement instanceof Stmt.Import i) {
          found.add(i.span().text());
        }
      }
    }
    return found;
  }

  /** A script that does the same. */
  String script() {
    boolean last = entries.stream().anyMatch(EntryLog::readsLast);
    var out = new StringBuilder();
    String before = "";
    for (Entry entry : entries) {
      boolean apart = entry.text.contains("\n") || before.contains("\n");
      out.append(apart && !before.isEmpty() ? "\n" : "");
      out.append(last && entry.valued ? named(entry) : entry.text).append('\n');
      before = entry.text;
    }
    return out.toString();
  }

  private static boolean readsLast(Entry entry) {
    return TextPieces.of(entry.text).stream()
        .anyMatch(
            p ->
                p.kind() == TextPieces.Kind.NAME
                    && entry.text.substring(p.start(), p.end()).equals(Prompt.LAST));
  }

  /** The text with a name for its value. */
  private static String named(Entry entry) {
    List<Stmt> body = parsed(entry).body();
    if (body.isEmpty() || !(body.getLast() instanceof Stmt.Evaluate value)) {
      return entry.text;
    }
    int at = value.span().start();
    return entry.text.substring(0, at) + Prompt.LAST + " = " + entry.text.substring(at);
  }

  private static Script parsed(Entry entry) {
    return Parser.read(new SourceText("", entry.text), Limits.DEFAULT).script();
  }
}
