// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import java.util.List;

/**
 * One thing said about a script.
 *
 * @param code a short kebab-case word that names the kind: parse, unknown-name, argument, type,
 *     shape, index, limit, file
 * @param message a sentence that assumes the source line is shown, without a full stop
 * @param span what to underline, {@link Span#NONE} if unknown
 * @param hint how to put it right, or null
 */
public record Diagnostic(
    Severity severity, String code, String message, Span span, List<Note> notes, String hint) {
  public Diagnostic {
    notes = List.copyOf(notes);
  }

  public static Diagnostic error(String code, String message, Span span) {
    return new Diagnostic(Severity.ERROR, code, message, span, List.of(), null);
  }

  public static Diagnostic warning(String code, String message, Span span) {
    return new Diagnostic(Severity.WARNING, code, message, span, List.of(), null);
  }

  public Diagnostic withHint(String text) {
    return new Diagnostic(severity, code, message, span, notes, text);
  }

  public Diagnostic withNote(String text, Span place) {
    return new Diagnostic(
        severity, code, message, span, Notes.plus(notes, new Note(text, place)), hint);
  }
}
