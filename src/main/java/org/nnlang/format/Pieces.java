// SPDX-License-Identifier: Apache-2.0
package org.nnlang.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.nnlang.syntax.Lexeme;
import org.nnlang.syntax.Lexeme.Role;

/**
 * The words of a script with what stands around them; ends of lines and statements are no words.
 */
final class Pieces {
  private final List<Piece> all = new ArrayList<>();
  private final Deque<Integer> open = new ArrayDeque<>();
  private final int[] closers;

  private Pieces(List<Lexeme> lexemes) {
    read(lexemes);
    closers = new int[all.size()];
    Arrays.fill(closers, -1);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).closes()) {
        closers[all.get(i).opener()] = i;
      }
    }
  }

  static Pieces of(List<Lexeme> lexemes) {
    return new Pieces(lexemes);
  }

  private void read(List<Lexeme> lexemes) {
    int newlines = 0;
    boolean ended = true;
    for (Lexeme lexeme : lexemes) {
      switch (lexeme.role()) {
        case NEWLINE -> {
          newlines++;
          ended |= lexeme.endsStatement();
        }
        case SEMICOLON -> ended |= lexeme.endsStatement();
        default -> {
          add(lexeme, newlines, ended);
          newlines = 0;
          ended &= lexeme.role() == Role.COMMENT;
          ended |= lexeme.role() == Role.BLOCK_OPEN;
        }
      }
    }
  }

  private void add(Lexeme lexeme, int newlines, boolean begins) {
    Role role = lexeme.role();
    int at = all.size();
    boolean closes = role == Role.CLOSE || role == Role.BLOCK_CLOSE;
    int opener = open.isEmpty() ? -1 : closes ? open.pop() : open.peek();
    String text = lexeme.text().replace("\r\n", "\n").replace('\r', '\n');
    all.add(
        new Piece(
            role,
            role == Role.COMMENT ? text.stripTrailing() : text,
            newlines,
            begins && role != Role.BLOCK_CLOSE,
            opener));
    if (role == Role.OPEN || role == Role.BLOCK_OPEN) {
      open.push(at);
    }
  }

  int size() {
    return all.size();
  }

  Piece get(int i) {
    return all.get(i);
  }

  /** Where the bracket that opens at {@code i} is closed. */
  int closer(int i) {
    return closers[i];
  }

  /** How many brackets are open before a piece. */
  int depth(int i) {
    int depth = 0;
    for (int at = all.get(i).opener(); at >= 0; at = all.get(at).opener()) {
      depth++;
    }
    return depth;
  }

  /**
   * The next piece after {@code i} that is no comment; the number of pieces where there is none.
   */
  int nextWord(int i) {
    int at = i + 1;
    while (at < all.size() && all.get(at).isComment()) {
      at++;
    }
    return at;
  }

  /** The first piece in a bracket that may stand on a line of its own; may be what closes it. */
  int firstWithin(int opener) {
    return all.get(opener + 1).isTrailing() ? opener + 2 : opener + 1;
  }

  /** Whether a comma stands before a closing bracket. */
  boolean isLast(int comma) {
    return all.get(comma).role() == Role.COMMA && all.get(comma + 1).closes();
  }
}
