// SPDX-License-Identifier: Apache-2.0
package org.nnlang.format;

import java.util.BitSet;
import org.nnlang.syntax.Lexeme.Role;

/** Decides which words begin a line: those of the writer, and more where a line is too long. */
final class Breaks {
  /** The longest line; comments do not count. */
  private static final int LONGEST = 120;

  private final Pieces pieces;
  private final BitSet breaks = new BitSet();

  private Breaks(Pieces pieces) {
    this.pieces = pieces;
  }

  static Lines.Result lines(Pieces pieces) {
    var breaks = new Breaks(pieces);
    breaks.writers();
    breaks.settle();
    Lines.Result lines = Lines.of(pieces, breaks.breaks);
    while (breaks.shorten(lines)) {
      breaks.settle();
      lines = Lines.of(pieces, breaks.breaks);
    }
    return lines;
  }

  // ---- what the writer wants

  private void writers() {
    for (int i = 1; i < pieces.size(); i++) {
      if (pieces.get(i).newlines() > 0 && mayBreak(i)
          || pieces.get(i - 1).isComment()
          || pieces.get(i).beginsStatement()
              && pieces.get(i).opener() < 0
              && !pieces.get(i).isTrailing()) {
        breaks.set(i);
      }
    }
  }

  /** Whether a line may begin with a piece. */
  private boolean mayBreak(int i) {
    Piece left = pieces.get(i - 1);
    Piece right = pieces.get(i);
    if (right.isComment() || right.beginsStatement()) {
      return true;
    }
    return switch (right.role()) {
      case COMMA, COLON, RANGE, BLOCK_OPEN -> false;
      case CLOSE -> false;
      case BLOCK_CLOSE -> left.role() != Role.BLOCK_OPEN;
      case INFIX -> right.is(">>") || inBracket(i);
      case DOT -> true;
      default -> mayEnd(left);
    };
  }

  private static boolean mayEnd(Piece left) {
    return left.role() == Role.COMMA || left.role() == Role.OPEN || left.role() == Role.INFIX;
  }

  /** Whether the ends of lines mean nothing here. */
  private boolean inBracket(int i) {
    int opener = pieces.get(i).opener();
    return opener >= 0 && pieces.get(opener).role() == Role.OPEN;
  }

  // ---- what follows from it

  /** What stands in brackets is all on the line, or the bracket closes on a line of its own. */
  private void settle() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = pieces.size() - 1; i >= 0; i--) {
        if (pieces.get(i).opens()) {
          changed |= settle(i);
        }
      }
    }
  }

  private boolean settle(int opener) {
    int closer = pieces.closer(opener);
    int first = pieces.firstWithin(opener);
    int before = breaks.cardinality();
    if (pieces.get(opener).role() == Role.OPEN) {
      if (first < closer && breaks.get(first)) {
        breaks.set(closer);
      }
      return breaks.cardinality() != before;
    }
    int next = breaks.nextSetBit(opener + 1);
    if (next >= 0 && next <= closer) {
      breaks.set(first);
      breaks.set(closer);
      for (int i = first; i < closer; i++) {
        Piece piece = pieces.get(i);
        if (piece.opener() == opener && piece.beginsStatement() && !piece.isTrailing()) {
          breaks.set(i);
        }
      }
    }
    return breaks.cardinality() != before;
  }

  // ---- lines that are too long

  /** Breaks the first line that is too long and can be broken. */
  private boolean shorten(Lines.Result lines) {
    for (Lines.Line line : lines.lines()) {
      int end = line.text().indexOf('\n');
      String text = end < 0 ? line.text() : line.text().substring(0, end);
      if (text.codePointCount(0, text.length()) > LONGEST) {
        int best = best(line, lines.ends());
        if (best >= 0) {
          breaks.set(best);
          return true;
        }
      }
    }
    return false;
  }

  /** Where a line is best broken, or -1: where its parts are joined most loosely, and far right. */
  private int best(Lines.Line line, int... ends) {
    int best = -1;
    int least = Integer.MAX_VALUE;
    for (int i = line.first() + 1; i <= line.last(); i++) {
      boolean fits = ends[i - 1] <= LONGEST;
      if (!fits && best >= 0) {
        break;
      }
      int cost = cost(i);
      if (cost < Integer.MAX_VALUE && (cost <= least || !fits)) {
        least = cost;
        best = i;
      }
    }
    return best;
  }

  /** How much is torn apart by a line that begins with a piece. */
  private int cost(int i) {
    Piece left = pieces.get(i - 1);
    Piece right = pieces.get(i);
    int depth = 10 * pieces.depth(i);
    if (right.isComment() || right.closes()) {
      return Integer.MAX_VALUE;
    }
    if (left.role() == Role.BLOCK_OPEN) {
      return depth - 10;
    }
    if (right.is(">>")) {
      return depth + 3;
    }
    if (left.role() == Role.COMMA) {
      return depth + 4;
    }
    if (right.role() == Role.DOT && left.role() == Role.CLOSE) {
      return depth + 12;
    }
    if (left.role() == Role.INFIX) {
      return switch (left.text()) {
        case "=" -> isBodyOfFunction(i) ? 1 : depth + 28;
        case "->" -> depth + 32;
        case "^" -> depth + 40;
        default -> depth + 5;
      };
    }
    boolean fits = right.text().length() < LONGEST - depth;
    return left.role() == Role.OPEN && fits ? depth + 30 : Integer.MAX_VALUE;
  }

  /** Whether {@code fn f(x) = } or {@code forward(x) = } stands before a piece. */
  private boolean isBodyOfFunction(int i) {
    int opener = pieces.get(i).opener();
    if (opener >= 0 && pieces.get(opener).role() == Role.OPEN) {
      return false;
    }
    int at = i;
    while (!pieces.get(at).beginsStatement()) {
      at--;
      while (pieces.get(at).closes()) {
        at = pieces.get(at).opener();
      }
    }
    return pieces.get(at).is("fn") || pieces.get(at).is("forward");
  }
}
