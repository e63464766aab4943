// SPDX-License-Identifier: Apache-2.0
package org.nnlang.editor;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Builtins;
import org.nnlang.io.Access;
import org.nnlang.session.ScriptLoader;
import org.nnlang.source.Fix;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;
import org.nnlang.syntax.Stmt;

/** Scripts by name, that import each other. */
record Project(Map<String, String> texts) implements ScriptLoader.Files {
  private static final Builtins BUILTINS = Builtins.load();

  static Analysis one(String text) {
    return new Project(Map.of("a.nn", text)).analysis("a.nn");
  }

  Analysis analysis(String name) {
    return new Analysis(new SourceText(name, texts.get(name)), BUILTINS, this);
  }

  /** All but one. */
  List<Analysis> others(String name) {
    return texts.keySet().stream()
        .filter(n -> !n.equals(name))
        .sorted()
        .map(this::analysis)
        .toList();
  }

  @Override
  public String locate(Stmt.Import statement) {
    return statement.path();
  }

  @Override
  public @Nullable Access outputs() {
    return null;
  }

  @Override
  public @Nullable SourceText read(Stmt.Import statement) {
    String text = texts.get(statement.path());
    return text == null ? null : new SourceText(statement.path(), text);
  }

  /** {@code a.nn:3:7}, lines and columns from 1. */
  static List<String> places(List<Span> spans) {
    return spans.stream().map(Span::toString).toList();
  }

  /** A text with what was changed of it. */
  static String changed(String name, String text, List<Fix> changes) {
    var out = new StringBuilder(text);
    for (Fix change : changes.reversed()) {
      if (change.place().source().name().equals(name)) {
        out.replace(change.place().start(), change.place().end(), change.text());
      }
    }
    return out.toString();
  }
}
