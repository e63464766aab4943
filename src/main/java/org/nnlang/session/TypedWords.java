// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.syntax.TextPieces;
import org.nnlang.syntax.TextPieces.Kind;
import org.nnlang.syntax.TextPieces.Piece;

/** The words of a text that is being typed, by their numbers; no number is too small to ask of. */
final class TypedWords {
  private final String text;
  private final List<Piece> pieces;

  TypedWords(String text, List<Piece> pieces) {
    this.text = text;
    this.pieces = pieces;
  }

  static TypedWords of(String text) {
    return new TypedWords(text, TextPieces.of(text));
  }

  int count() {
    return pieces.size();
  }

  Piece piece(int i) {
    return pieces.get(i);
  }

  String word(int i) {
    return text.substring(pieces.get(i).start(), pieces.get(i).end());
  }

  boolean is(int i, String word) {
    return i >= 0 && i < pieces.size() && is(pieces.get(i), word);
  }

  private boolean is(Piece piece, String word) {
    return piece.end() - piece.start() == word.length() && text.startsWith(word, piece.start());
  }

  boolean isName(int i) {
    return i >= 0 && pieces.get(i).kind() == Kind.NAME;
  }

  /** Whether it is a bracket that opens. */
  boolean opens(int i) {
    return pieces.get(i).kind() == Kind.BRACKET && "([{".indexOf(word(i).charAt(0)) >= 0;
  }

  /** The bracket within which word {@code i} stands, -1 for none. */
  int around(int i) {
    int depth = 0;
    for (int at = i; at >= 0; at--) {
      if (pieces.get(at).kind() != Kind.BRACKET) {
        continue;
      }
      if (!opens(at)) {
        depth++;
      } else if (depth == 0) {
        return at;
      } else {
        depth--;
      }
    }
    return -1;
  }

  /** The quote of a string that is open at the end, -1 for none. */
  int openString() {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < pieces.size(); i++) {
      Integer inner = open.peek();
      boolean within = inner != null && pieces.get(inner).kind() == Kind.STRING;
      if (pieces.get(i).kind() == Kind.STRING && within) {
        if (is(i, word(inner))) {
          open.pop();
        }
      } else if (is(i, "\"") || is(i, "\"\"\"") || opens(i)) {
        open.push(i);
      } else if (pieces.get(i).kind() == Kind.BRACKET && inner != null) {
        open.pop();
      }
    }
    Integer inner = open.peek();
    return inner != null && pieces.get(inner).kind() == Kind.STRING ? inner : -1;
  }

  /**
   * The names and indices that end with word {@code last}, {@code [net, blocks, 0, w]} of {@code
   * net.blocks[0].w}; empty where something else stands among them.
   */
  List<String> path(int last) {
    List<String> steps = new ArrayList<>();
    int at = last;
    while (at >= 0) {
      if (isName(at)) {
        steps.addFirst(word(at));
        if (!is(at - 1, ".")) {
          return steps;
        }
        at -= 2;
      } else if (is(at, "]")) {
        int open = around(at - 1);
        String index = open < 0 ? null : index(open + 1, at);
        if (index == null) {
          return List.of();
        }
        steps.addFirst(index);
        at = open - 1;
      } else {
        return List.of();
      }
    }
    return List.of();
  }

  /** A number or a string that stands alone between brackets; else null. */
  private @Nullable String index(int from, int to) {
    boolean minus = is(from, "-");
    int number = minus ? from + 1 : from;
    if (to == number + 1 && pieces.get(number).kind() == Kind.NUMBER) {
      return (minus ? "-" : "") + word(number);
    }
    boolean string = to == from + 3 && pieces.get(from + 1).kind() == Kind.STRING;
    return string && (is(from, "\"") || is(from, "\"\"\"")) ? word(from + 1) : null;
  }
}
