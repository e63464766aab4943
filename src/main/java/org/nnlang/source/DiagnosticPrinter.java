// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes diagnostics for people: what is wrong, where, the line with the part underlined, notes
 * with their own lines, and help.
 *
 * <pre>
 * error: expecting an expression, found `)`
 *  --> net.nn:3:7
 *   |
 * 3 | print()
 *   |       ^
 * help: ...
 * </pre>
 *
 * <p>The same diagnostic always gives the same text. Characters that would move the cursor or turn
 * the direction of writing are shown as pictures, so a script cannot draw over its own errors.
 */
public final class DiagnosticPrinter {
  private final Style style;

  /**
   * @param colour whether to use the colours of an ANSI terminal
   */
  public DiagnosticPrinter(boolean colour) {
    this.style = colour ? Style.ANSI : Style.PLAIN;
  }

  /** All of them, with an empty line between two. */
  public String print(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(this::print).collect(Collectors.joining("\n"));
  }

  /** Ends in a line break. */
  public String print(Diagnostic diagnostic) {
    boolean error = diagnostic.severity() == Severity.ERROR;
    String accent = error ? style.red() : style.yellow();
    int gutter = gutter(diagnostic);
    var out = new StringBuilder();
    String word = error ? "error" : "warning";
    head(out, accent, word, code(diagnostic, word), diagnostic.message());
    place(out, accent, diagnostic.span(), gutter);
    for (Note note : diagnostic.notes()) {
      head(out, style.blue(), "note", "", note.message());
      place(out, style.blue(), note.span(), gutter);
    }
    if (diagnostic.hint() != null) {
      head(out, style.green(), "help", "", diagnostic.hint());
    }
    return out.toString();
  }

  /** The kind that {@link Explanations} knows, in brackets, where there is a place to show. */
  private static String code(Diagnostic diagnostic, String word) {
    boolean plain = !diagnostic.span().isKnown() || diagnostic.code().word().equals(word);
    return plain ? "" : "[" + diagnostic.code() + "]";
  }

  /** As wide as the greatest line number shown. */
  private static int gutter(Diagnostic diagnostic) {
    int last = diagnostic.span().endLine();
    for (Note note : diagnostic.notes()) {
      if (note.span().isKnown()) {
        last = Math.max(last, note.span().endLine());
      }
    }
    return Integer.toString(last).length();
  }

  /** Further lines of the message stand under its word, not as far in as its code reaches. */
  private void head(StringBuilder out, String accent, String word, String code, String message) {
    String indent = " ".repeat(word.length() + 2);
    String text =
        message
            .lines()
            .map(Cells::visible)
            .collect(Collectors.joining("\n" + indent))
            .stripTrailing();
    out.append(accent).append(word).append(code).append(style.reset()).append(": ");
    out.append(text).append('\n');
  }

  private void place(StringBuilder out, String accent, Span span, int gutter) {
    if (!span.isKnown()) {
      return;
    }
    String bar = " ".repeat(gutter) + " |";
    out.append(style.blue()).append(" ".repeat(gutter)).append("--> ").append(style.reset());
    out.append(Cells.visible(span.source().name()));
    out.append(':').append(span.line()).append(':').append(span.column()).append('\n');
    out.append(style.blue()).append(bar).append(style.reset()).append('\n');
    int first = span.line();
    int last = span.endLine();
    line(out, accent, span, first, gutter);
    if (last > first + 1) {
      out.append(style.blue()).append("...").append(style.reset()).append('\n');
    }
    if (last > first) {
      line(out, accent, span, last, gutter);
    }
  }

  private void line(StringBuilder out, String accent, Span span, int number, int gutter) {
    Excerpt excerpt = Excerpt.of(span, number);
    String label = Integer.toString(number);
    out.append(style.blue()).append(" ".repeat(gutter - label.length())).append(label);
    out.append(" |").append(style.reset());
    out.append((" " + excerpt.text()).stripTrailing()).append('\n');
    out.append(style.blue()).append(" ".repeat(gutter)).append(" |").append(style.reset());
    out.append(" ".repeat(excerpt.from() + 1)).append(accent);
    out.append("^".repeat(excerpt.width())).append(style.reset()).append('\n');
  }

  private record Style(String red, String yellow, String blue, String green, String reset) {
    static final Style PLAIN = new Style("", "", "", "", "");
    static final Style ANSI =
        new Style("\u001b[1;31m", "\u001b[1;33m", "\u001b[1;34m", "\u001b[1;32m", "\u001b[0m");
  }
}
