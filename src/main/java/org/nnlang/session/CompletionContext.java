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

/**
 * Where in a text something is being typed.
 *
 * @param wordStart where the word before the cursor begins
 * @param inString whether that is the text of a string
 * @param receiver the names before it, each followed by a dot: {@code [net, head]} in {@code
 *     net.head.w}; null where no dot stands before the word, empty where no name stands before that
 * @param callee likewise what is called, where the word may name an argument; else null
 */
public record CompletionContext(
    int wordStart,
    boolean inString,
    @Nullable List<String> receiver,
    @Nullable List<String> callee) {
  public static CompletionContext of(String text, int cursor) {
    String before = text.substring(0, cursor);
    List<Piece> pieces = TextPieces.of(before);
    int string = openString(before, pieces);
    if (string >= 0) {
      return new CompletionContext(string, true, null, null);
    }
    int start = cursor;
    while (start > 0 && isName(before.codePointBefore(start))) {
      start -= Character.charCount(before.codePointBefore(start));
    }
    int last = pieces.size() - 1;
    if (last >= 0 && pieces.get(last).start() >= start) {
      last--;
    }
    if (last >= 0 && is(before, pieces.get(last), ".")) {
      return new CompletionContext(start, false, path(before, pieces, last - 1), null);
    }
    return new CompletionContext(start, false, null, callee(before, pieces, last));
  }

  private static boolean isName(int c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static boolean is(String text, Piece piece, String word) {
    return piece.end() - piece.start() == word.length() && text.startsWith(word, piece.start());
  }

  /** Where the text of a string begins that is open at the end, or -1. */
  private static int openString(String text, List<Piece> pieces) {
    Deque<Piece> open = new ArrayDeque<>();
    for (Piece piece : pieces) {
      Piece inner = open.peek();
      boolean within = inner != null && inner.kind() == Kind.STRING;
      if (piece.kind() == Kind.STRING && within) {
        String quote = text.substring(inner.start(), inner.end());
        if (is(text, piece, quote)) {
          open.pop();
        }
      } else if (is(text, piece, "\"") || is(text, piece, "\"\"\"") || opens(text, piece)) {
        open.push(piece);
      } else if (piece.kind() == Kind.BRACKET && inner != null) {
        open.pop();
      }
    }
    boolean string = !open.isEmpty() && open.peek().kind() == Kind.STRING;
    return string ? open.peek().end() : -1;
  }

  private static boolean opens(String text, Piece piece) {
    return piece.kind() == Kind.BRACKET && "([{".indexOf(text.charAt(piece.start())) >= 0;
  }

  /** Names with dots between them, the last of which is piece {@code last}; empty if none is. */
  private static List<String> path(String text, List<Piece> pieces, int last) {
    var names = new ArrayList<String>();
    int at = last;
    while (at >= 0 && pieces.get(at).kind() == Kind.NAME) {
      names.addFirst(text.substring(pieces.get(at).start(), pieces.get(at).end()));
      if (at == 0 || !is(text, pieces.get(at - 1), ".")) {
        return names;
      }
      at -= 2;
    }
    return List.of();
  }

  /** What is called with the arguments in which piece {@code last} stands, if a new one begins. */
  private static @Nullable List<String> callee(String text, List<Piece> pieces, int last) {
    if (last < 0 || !is(text, pieces.get(last), "(") && !is(text, pieces.get(last), ",")) {
      return null;
    }
    int depth = 0;
    for (int at = last; at > 0; at--) {
      Piece piece = pieces.get(at);
      if (piece.kind() != Kind.BRACKET) {
        continue;
      }
      if (!opens(text, piece)) {
        depth++;
      } else if (depth > 0) {
        depth--;
      } else {
        List<String> path = is(text, piece, "(") ? path(text, pieces, at - 1) : List.of();
        return path.isEmpty() ? null : path;
      }
    }
    return null;
  }
}
