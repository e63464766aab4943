// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

import java.util.List;

/** A script cannot go on; the diagnostics say why, the first one first in the text. */
public final class DiagnosticException extends RuntimeException {
  private final List<Diagnostic> diagnostics;

  /**
   * @param diagnostics at least one
   */
  public DiagnosticException(List<Diagnostic> diagnostics) {
    super(message(diagnostics.getFirst()), null, true, Boolean.getBoolean("nn.trace"));
    this.diagnostics = List.copyOf(diagnostics);
  }

  public DiagnosticException(Diagnostic diagnostic) {
    this(List.of(diagnostic));
  }

  private static String message(Diagnostic diagnostic) {
    Span span = diagnostic.span();
    return span.isKnown() ? span + ": " + diagnostic.message() : diagnostic.message();
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  public Diagnostic first() {
    return diagnostics.getFirst();
  }
}
