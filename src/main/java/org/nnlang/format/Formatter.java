// SPDX-License-Identifier: Apache-2.0
package org.nnlang.format;

import java.util.List;
import org.nnlang.source.DiagnosticException;
import org.nnlang.source.Limits;
import org.nnlang.source.SourceText;
import org.nnlang.syntax.Parser;
import org.nnlang.syntax.Script;

/** Writes scripts in the one style of nn. */
public final class Formatter {
  /** What stands before a comment behind words. */
  private static final int GAP = 2;

  private Formatter() {}

  /**
   * The text of a script as it is to be; that of a script which is so already is the same.
   *
   * @throws DiagnosticException where it is no script
   */
  public static String format(SourceText source) {
    return format(Parser.parse(source, Limits.DEFAULT));
  }

  private static String format(Script script) {
    Pieces pieces = Pieces.of(script.lexemes());
    if (pieces.size() == 0) {
      return "";
    }
    List<Lines.Line> lines = Breaks.lines(pieces).lines();
    var out = new StringBuilder();
    for (int i = 0; i < lines.size(); ) {
      int end = i + 1;
      int widest = width(lines.get(i));
      while (end < lines.size() && isBelow(lines.get(end))) {
        widest = Math.max(widest, width(lines.get(end)));
        end++;
      }
      for (; i < end; i++) {
        append(lines.get(i), widest, out);
      }
    }
    return out.toString();
  }

  /** Whether a line's comment stands right below that of the line before. */
  private static boolean isBelow(Lines.Line line) {
    return line.comment() != null && line.blank() == 0;
  }

  private static int width(Lines.Line line) {
    if (line.comment() == null) {
      return 0;
    }
    int start = line.text().lastIndexOf('\n') + 1;
    return line.text().codePointCount(start, line.text().length());
  }

  private static void append(Lines.Line line, int widest, StringBuilder out) {
    out.append("\n".repeat(line.blank())).append(line.text());
    if (line.comment() != null) {
      out.append(" ".repeat(widest - width(line) + GAP)).append(line.comment());
    }
    out.append('\n');
  }
}
