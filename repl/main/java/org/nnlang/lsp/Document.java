// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lsp;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentItem;
import org.nnlang.builtin.Builtins;
import org.nnlang.editor.Analysis;
import org.nnlang.session.ScriptLoader;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;

/** A file that is open in an editor. */
final class Document {
  private final String uri;
  private final Builtins builtins;
  private final ScriptLoader.Files files;

  /** Whoever asks for it must not wait for what is being looked at. */
  private volatile SourceText text;

  private volatile int version;
  private volatile Set<String> reads = Set.of();
  private Analysis analysis;

  Document(TextDocumentItem item, Builtins builtins, ScriptLoader.Files files) {
    uri = item.getUri();
    version = item.getVersion();
    text = new SourceText(path(uri), item.getText());
    this.builtins = builtins;
    this.files = files;
  }

  private static String path(String uri) {
    try {
      return Path.of(URI.create(uri)).normalize().toString();
    } catch (RuntimeException e) {
      // what was never saved has another scheme
      return "untitled.nn";
    }
  }

  String uri() {
    return uri;
  }

  synchronized void change(List<TextDocumentContentChangeEvent> changes, int to) {
    for (TextDocumentContentChangeEvent change : changes) {
      String now = text.text();
      Range range = change.getRange();
      String next =
          range == null
              ? change.getText()
              : now.substring(0, offset(text, range.getStart()))
                  + change.getText()
                  + now.substring(
                      Math.max(offset(text, range.getStart()), offset(text, range.getEnd())));
      text = new SourceText(text.name(), next);
    }
    version = to;
    analysis = null;
  }

  /** What it imports may be another text now. */
  synchronized void importsChanged() {
    analysis = null;
  }

  SourceText text() {
    return text;
  }

  int version() {
    return version;
  }

  /** Whether it imports a file, by itself or through others. */
  boolean reads(String path) {
    return reads.contains(path);
  }

  /** What is known of the text as it is now. */
  synchronized Analysis analysis() {
    if (analysis == null) {
      analysis = new Analysis(text, builtins, files);
      reads = analysis.reads();
    }
    return analysis;
  }

  /** Positions count UTF-16 units, as the text does; one behind the end of its line is that end. */
  static int offset(SourceText text, Position position) {
    if (position.getLine() >= text.lineCount()) {
      return text.length();
    }
    int line = Math.max(0, position.getLine()) + 1;
    int start = text.lineStart(line);
    return Math.min(start + Math.max(0, position.getCharacter()), text.lineEnd(line));
  }

  static Position position(SourceText text, int offset) {
    int line = text.lineAt(offset);
    return new Position(line - 1, offset - text.lineStart(line));
  }

  static Range range(Span span) {
    return new Range(position(span.source(), span.start()), position(span.source(), span.end()));
  }

  /** The address of the file that a span is in. */
  String uriOf(Span span) {
    return span.source().original().name().equals(text.name())
        ? uri
        : Path.of(span.source().name()).toUri().toString();
  }
}
