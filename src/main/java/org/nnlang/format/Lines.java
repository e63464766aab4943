// SPDX-License-Identifier: Apache-2.0
package org.nnlang.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.syntax.Lexeme.Role;

/** Puts words together to lines, where it is decided which of them begin one. */
final class Lines {
  private static final int STEP = 2;

  private final Pieces pieces;
  private final BitSet breaks;
  private final List<Line> lines = new ArrayList<>();

  /** For each open bracket, the indentation of the line that it belongs to. */
  private final Deque<Integer> around = new ArrayDeque<>();

  /** The indentation of the line that the next bracket belongs to. */
  private int base;

  private StringBuilder text = new StringBuilder();
  private @Nullable String comment;
  private int first;
  private int[] ends;

  /**
   * A line, or several where a string runs over them.
   *
   * @param blank how many empty lines stand before it
   * @param text without the comment behind it; empty where there is no other
   * @param comment null for none
   * @param first its first piece
   * @param last its last piece but for the comment
   */
  record Line(int blank, String text, @Nullable String comment, int first, int last) {}

  private Lines(Pieces pieces, BitSet breaks) {
    this.pieces = pieces;
    this.breaks = breaks;
    this.ends = new int[pieces.size()];
  }

  /**
   * @param lines in order
   * @param ends for each piece, the column of its line behind it
   */
  record Result(List<Line> lines, int[] ends) {}

  /**
   * @param breaks the pieces that begin a line
   */
  static Result of(Pieces pieces, BitSet breaks) {
    var lines = new Lines(pieces, breaks);
    for (int i = 0; i < pieces.size(); i++) {
      lines.read(i);
    }
    lines.finish(pieces.size());
    return new Result(lines.lines, lines.ends);
  }

  private void read(int i) {
    Piece piece = pieces.get(i);
    if (breaks.get(i) || i == 0) {
      finish(i);
      first = i;
      base = indent(i);
      text.append(" ".repeat(base));
    } else if (!piece.isComment() && !isDropped(i)) {
      text.append(standsApart(i) ? " " : Spacing.between(pieces.get(i - 1), piece));
    }
    if (piece.isTrailing() && !text.toString().isBlank()) {
      comment = piece.text();
    } else if (!isDropped(i)) {
      text.append(piece.text());
    }
    ends[i] = width(text);
    if (piece.opens()) {
      around.push(base);
    } else if (piece.closes()) {
      base = around.pop();
    }
  }

  /** A point that touches an integer has to touch the name behind it too. */
  private boolean standsApart(int i) {
    return pieces.get(i).role() == Role.DOT
        && pieces.get(i - 1).isInteger()
        && pieces.get(i + 1).isComment();
  }

  /** The comma before a bracket that closes on the same line says nothing. */
  private boolean isDropped(int i) {
    return pieces.isLast(i) && !breaks.get(i + 1);
  }

  private void finish(int next) {
    if (next > 0) {
      int blank = first == 0 ? 0 : Math.max(0, pieces.get(first).newlines() - 1);
      lines.add(new Line(blank, text.toString(), comment, first, next - 1));
    }
    text = new StringBuilder();
    comment = null;
  }

  /** The columns of what stands behind the last line break. */
  private static int width(StringBuilder text) {
    int start = text.lastIndexOf("\n") + 1;
    return Character.codePointCount(text, start, text.length());
  }

  private int indent(int i) {
    int word = pieces.get(i).isComment() ? pieces.nextWord(i - 1) : i;
    boolean comment = word != i;
    if (word == pieces.size()) {
      return 0;
    }
    Piece piece = pieces.get(word);
    int outer = around.isEmpty() ? 0 : around.peek();
    boolean inBracket = !around.isEmpty();
    if (piece.closes()) {
      return comment ? outer + STEP : outer;
    }
    int level = inBracket ? outer + STEP : 0;
    if (piece.beginsStatement()) {
      return level;
    }
    boolean statement = !inBracket || pieces.get(piece.opener()).role() == Role.BLOCK_OPEN;
    return statement && !piece.is("else") ? level + STEP : level;
  }
}
