// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.nnlang.source.Span;
import org.nnlang.syntax.antlr.NnLexer;
import org.nnlang.syntax.antlr.NnParser;

/**
 * Reads a string: its escapes, its holes, and the indentation of one between triple quotes, which
 * is taken away as Java's text blocks do it: as many blanks from every line as the least indented
 * one has, where the line of the closing quotes counts; blanks at the end of lines; and the first
 * line if it is empty. Of text directly behind the opening quotes no indentation is taken away.
 */
final class StringBuilding {
  private final Span span;

  /** The text with a character of no meaning for each escape and each hole. */
  private final StringBuilder raw = new StringBuilder();

  /** Which characters of {@link #raw} stand for something, and what: escaped text or a hole. */
  private final BitSet marks = new BitSet();

  private final List<Object> marked = new ArrayList<>();

  /** Line breaks behind a backslash: they end a line for its indentation, but are not text. */
  private final BitSet joins = new BitSet();

  private StringBuilding(Span span) {
    this.span = span;
  }

  static Expr build(
      NnParser.StringContext context, Span span, Function<NnParser.HoleContext, Part.Hole> holes) {
    var building = new StringBuilding(span);
    List<ParseTree> pieces = context.children;
    for (ParseTree piece : pieces.subList(1, pieces.size() - 1)) {
      switch (piece) {
        case NnParser.HoleContext hole -> building.mark(holes.apply(hole));
        case TerminalNode node -> building.text((Word) node.getSymbol());
        default -> throw new IllegalStateException(piece.getClass().getName());
      }
    }
    return building.finish(context.TEXT_OPEN() != null);
  }

  private void text(Word word) {
    String text = word.getText();
    if (word.getType() != NnLexer.ESCAPE) {
      raw.append(text);
      return;
    }
    mark(unescape(text));
    if (text.endsWith("\n") || text.endsWith("\r")) {
      joins.set(raw.length());
      raw.append('\n');
    }
  }

  private void mark(Object piece) {
    marks.set(raw.length());
    marked.add(piece);
    raw.append('\0');
  }

  private static String unescape(String escape) {
    char kind = escape.charAt(1);
    return switch (kind) {
      case 'b' -> "\b";
      case 's' -> " ";
      case 't' -> "\t";
      case 'n' -> "\n";
      case 'f' -> "\f";
      case 'r' -> "\r";
      case '\n', '\r' -> "";
      case 'u' ->
          Character.toString((char) Integer.parseInt(escape.substring(escape.length() - 4), 16));
      default ->
          kind >= '0' && kind <= '7'
              ? Character.toString((char) Integer.parseInt(escape.substring(1), 8))
              : Character.toString(kind);
    };
  }

  private Expr finish(boolean block) {
    var parts = new Parts();
    if (block) {
      lines(parts);
    } else {
      parts.add(0, raw.length());
    }
    return parts.finish();
  }

  private record Line(int start, int end) {}

  private void lines(Parts parts) {
    List<Line> lines = cut();
    boolean firstIsEmpty = lines.size() > 1 && isBlank(lines.getFirst());
    int indent = indent(lines);
    for (int i = firstIsEmpty ? 1 : 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      int start = i == 0 ? line.start() : Math.min(line.start() + indent, line.end());
      int end = line.end();
      boolean last = i == lines.size() - 1;
      while (lines.size() > 1 && end > start && isBlank(end - 1)) {
        end--;
      }
      parts.add(start, end);
      if (!last && !joins.get(line.end())) {
        parts.text.append('\n');
      }
    }
  }

  private List<Line> cut() {
    var lines = new ArrayList<Line>();
    int start = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\n' || c == '\r') {
        lines.add(new Line(start, i));
        if (c == '\r' && i + 1 < raw.length() && raw.charAt(i + 1) == '\n') {
          i++;
        }
        start = i + 1;
      }
    }
    lines.add(new Line(start, raw.length()));
    return lines;
  }

  /** The blanks that all lines but the first begin with; empty lines count only at the end. */
  private int indent(List<Line> lines) {
    int least = Integer.MAX_VALUE;
    for (int i = 1; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (i < lines.size() - 1 && isBlank(line)) {
        continue;
      }
      int blanks = 0;
      while (line.start() + blanks < line.end() && isBlank(line.start() + blanks)) {
        blanks++;
      }
      least = Math.min(least, blanks);
    }
    return least == Integer.MAX_VALUE ? 0 : least;
  }

  private boolean isBlank(Line line) {
    for (int i = line.start(); i < line.end(); i++) {
      if (!isBlank(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean isBlank(int i) {
    return !marks.get(i) && (raw.charAt(i) == ' ' || raw.charAt(i) == '\t');
  }

  private final class Parts {
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    /** How many of the marks are used; they come in order, and none is left out. */
    private int used;

    void add(int start, int end) {
      for (int i = start; i < end; i++) {
        if (!marks.get(i)) {
          text.append(raw.charAt(i));
          continue;
        }
        switch (marked.get(used++)) {
          case Part.Hole hole -> {
            flush();
            parts.add(hole);
          }
          case Object escaped -> text.append(escaped);
        }
      }
    }

    private void flush() {
      if (!text.isEmpty()) {
        parts.add(new Part.Text(text.toString(), span));
        text.setLength(0);
      }
    }

    Expr finish() {
      if (parts.isEmpty()) {
        return new Expr.StringLit(text.toString(), span);
      }
      flush();
      return new Expr.Interpolation(parts, span);
    }
  }
}
