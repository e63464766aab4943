// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.Parser;
import org.nnlang.syntax.Stmt;

/** What a script only defines: functions, models and imports. */
final class Definitions {
  private Definitions() {}

  /** The text with blanks for everything else, so that lines and columns stay. */
  static String of(String text) {
    StringBuilder out = new StringBuilder(text.replaceAll("[^\\n]", " "));
    for (Stmt statement : Parser.read(new SourceText("", text), Limits.DEFAULT).script().body()) {
      if (statement instanceof Stmt.FnDef
          || statement instanceof Stmt.ModelDef
          || statement instanceof Stmt.Import) {
        int start = statement.span().start();
        int end = statement.span().end();
        out.replace(start, end, text.substring(start, end));
      }
    }
    return out.toString();
  }
}
