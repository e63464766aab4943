// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.HashSet;
import java.util.Set;
import org.nnlang.syntax.antlr.NnLexer;

/** Sets of types of words. */
final class Kinds {
  static final Set<Integer> CLOSERS =
      Set.of(NnLexer.RPAREN, NnLexer.RBRACKET, NnLexer.RBRACE, NnLexer.HOLE_CLOSE);

  /** Between two expressions. */
  static final Set<Integer> OPERATORS =
      Set.of(
          NnLexer.DOT,
          NnLexer.RANGE,
          NnLexer.COMPOSE,
          NnLexer.EQUAL,
          NnLexer.NOT_EQUAL,
          NnLexer.LESS,
          NnLexer.LESS_EQUAL,
          NnLexer.GREATER,
          NnLexer.GREATER_EQUAL,
          NnLexer.IN,
          NnLexer.AND,
          NnLexer.OR,
          NnLexer.PLUS,
          NnLexer.MINUS,
          NnLexer.STAR,
          NnLexer.SLASH,
          NnLexer.FLOOR,
          NnLexer.PERCENT,
          NnLexer.AT,
          NnLexer.POWER,
          NnLexer.ARROW);

  private static final Set<Integer> OTHERS =
      Set.of(
          NnLexer.ASSIGN, NnLexer.COMMA, NnLexer.COLON, NnLexer.NOT, NnLexer.ELSE, NnLexer.ELSE_IF);

  /** A line that ends with one of these goes on in the next. */
  static final Set<Integer> CONTINUES = union(OPERATORS, OTHERS);

  private Kinds() {}

  private static Set<Integer> union(Set<Integer> left, Set<Integer> right) {
    var all = new HashSet<>(left);
    all.addAll(right);
    return Set.copyOf(all);
  }

  static boolean isKeyword(int type) {
    return type >= NnLexer.MODEL && type <= NnLexer.AS;
  }

  /** What stands between words: only {@link Layout} asks for it. */
  static boolean isSpace(int type) {
    return type == NnLexer.NEWLINE || type == NnLexer.COMMENT;
  }

  /** A name or a keyword. */
  static boolean isWord(int type) {
    return type == NnLexer.NAME || isKeyword(type);
  }
}
