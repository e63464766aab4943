// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing said about a script.
 *
 * @param detail what is wrong; its sentence assumes that the source line is shown
 * @param span what to underline, {@link Span#NONE} if unknown
 * @param hint how to put it right, or null
 * @param fix the change that the hint proposes, where it is one that a program can make; else null
 */
public record Diagnostic(
    Severity severity,
    ErrorCode code,
    Detail detail,
    Span span,
    List<Note> notes,
    @Nullable String hint,
    @Nullable Fix fix) {
  public Diagnostic {
    notes = List.copyOf(notes);
  }

  public static Diagnostic error(ErrorCode code, String message, Span span) {
    return new Diagnostic(
        Severity.ERROR, code, new Detail.Sentence(message), span, List.of(), null, null);
  }

  public static Diagnostic warning(ErrorCode code, String message, Span span) {
    return new Diagnostic(
        Severity.WARNING, code, new Detail.Sentence(message), span, List.of(), null, null);
  }

  /** A sentence without a full stop. */
  public String message() {
    return detail.message();
  }

  public Diagnostic withHint(@Nullable String text) {
    return new Diagnostic(severity, code, detail, span, notes, text, fix);
  }

  public Diagnostic withFix(@Nullable Fix change) {
    return new Diagnostic(severity, code, detail, span, notes, hint, change);
  }

  public Diagnostic withNote(Note note) {
    return new Diagnostic(severity, code, detail, span, Notes.plus(notes, note), hint, fix);
  }

  public Diagnostic withNote(String text, Span place) {
    return withNote(new Note(text, place));
  }
}
