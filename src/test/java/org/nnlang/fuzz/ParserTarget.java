// SPDX-License-Identifier: Apache-2.0
package org.nnlang.fuzz;

import java.nio.charset.StandardCharsets;
import org.nnlang.source.Diagnostic;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.DiagnosticPrinter;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.Parser;

/** Any text is a tree, or diagnostics that have a place. */
public final class ParserTarget {
  private ParserTarget() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] data) {
    run(new String(data, StandardCharsets.UTF_8));
  }

  /** Whether it is a script. */
  static boolean run(String text) {
    try {
      Parser.parse(new SourceText("fuzz.nn", text), Limits.DEFAULT);
      return true;
    } catch (DiagnosticException e) {
      for (Diagnostic diagnostic : e.diagnostics()) {
        String shown = new DiagnosticPrinter(false).print(diagnostic);
        Foreign.check(shown, text);
        if (!diagnostic.span().isKnown() || !shown.contains("^")) {
          throw new AssertionError("no place: " + shown);
        }
      }
      return false;
    }
  }
}
