// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import org.nnlang.source.Coded;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Note;
import org.nnlang.source.Span;

/** The statement being looked at cannot succeed; on its way out it gathers where that was. */
final class Failed extends RuntimeException implements Coded {
  /** Calls further out say nothing new. */
  private static final int MOST_NOTES = 8;

  private Diagnostic diagnostic;

  Failed(Diagnostic diagnostic) {
    super(diagnostic.message(), null, false, false);
    this.diagnostic = diagnostic;
  }

  /** Whoever tries something, and goes another way where it fails, does so here as well. */
  @Override
  public ErrorCode code() {
    return diagnostic.code();
  }

  Diagnostic diagnostic() {
    return diagnostic;
  }

  void note(String text, Span span) {
    note(new Note(text, span));
  }

  @Override
  public Failed noting(String text) {
    if (!diagnostic.notes().contains(new Note(text))) {
      diagnostic = diagnostic.withNote(new Note(text));
    }
    return this;
  }

  void note(Note note) {
    Span span = note.span();
    boolean known = diagnostic.notes().stream().anyMatch(n -> span.equals(n.span()));
    if (!known && diagnostic.notes().size() < MOST_NOTES && !span.equals(diagnostic.span())) {
      diagnostic = diagnostic.withNote(note);
    }
  }
}
