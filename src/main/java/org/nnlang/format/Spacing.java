// SPDX-License-Identifier: Apache-2.0
package org.nnlang.format;

import org.nnlang.syntax.Lexeme.Role;

/** What stands between two words of a line. */
final class Spacing {
  private static final String NONE = "";
  private static final String BLANK = " ";

  private Spacing() {}

  static String between(Piece left, Piece right) {
    if (right.beginsStatement() && left.role() != Role.BLOCK_OPEN) {
      return "; ";
    }
    return joins(left, right) ? NONE : BLANK;
  }

  private static boolean joins(Piece left, Piece right) {
    return switch (right.role()) {
      case COMMA, DOT, CLOSE -> true;
      case COLON, RANGE -> left.endsOperand() || joinsNext(left);
      case BLOCK_CLOSE -> left.role() == Role.BLOCK_OPEN;
      case OPEN -> !right.is("{") && joinsBracket(left, right) || joinsNext(left);
      default -> joinsNext(left);
    };
  }

  /** Calls and indices follow what they are of. */
  private static boolean joinsBracket(Piece left, Piece right) {
    return left.endsOperand() || left.is("forward") && right.is("(");
  }

  private static boolean joinsNext(Piece left) {
    return switch (left.role()) {
      case OPEN, DOT, RANGE -> true;
      case PREFIX -> left.is("-");
      default -> false;
    };
  }
}
