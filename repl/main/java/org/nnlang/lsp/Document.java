// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lsp;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.nnlang.builtin.Builtins;
import org.nnlang.editor.Analysis;
import org.nnlang.repl.ImportedFiles;
import org.nnlang.source.SourceText;
import org.nnlang.source.Span;

/** A file that is open in an editor. */
final class Document {
  private final String uri;
  private final Path path;
  private final Builtins builtins;
  private SourceText text;
  private Analysis analysis;

  Document(String uri, String text, Builtins builtins) {
    this.uri = uri;
    this.builtins = builtins;
    path = path(uri);
    this.text = new SourceText(path.toString(), text);
  }

  private static Path path(String uri) {
    try {
      return Path.of(URI.create(uri));
    } catch (RuntimeException e) {
      // what was never saved has another scheme
      return Path.of("untitled.nn");
    }
  }

  String uri() {
    return uri;
  }

  synchronized void change(List<TextDocumentContentChangeEvent> changes) {
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
      text = new SourceText(path.toString(), next);
    }
    analysis = null;
  }

  synchronized SourceText text() {
    return text;
  }

  /** What is known of the text as it is now. */
  synchronized Analysis analysis() {
    if (analysis == null) {
      analysis = new Analysis(text, builtins, ImportedFiles.in(Path.of("")));
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
    return span.source().original() == analysis().text()
        ? uri
        : Path.of(span.source().name()).toAbsolutePath().normalize().toUri().toString();
  }
}
