// SPDX-License-Identifier: Apache-2.0
package org.nnlang.format;

import org.nnlang.syntax.Lexeme.Role;

/**
 * A word or comment as it is printed.
 *
 * @param newlines how many ends of lines stand before it
 * @param beginsStatement whether a statement, or a comment where one might, begins with it
 * @param opener the place of the bracket around it, of a closing one that of its partner; -1 for
 *     none
 */
record Piece(Role role, String text, int newlines, boolean beginsStatement, int opener) {
  boolean is(String word) {
    return text.equals(word);
  }

  boolean isInteger() {
    return text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '_');
  }

  boolean isComment() {
    return role == Role.COMMENT;
  }

  /** Whether it stands behind the words of a line. */
  boolean isTrailing() {
    return isComment() && newlines == 0;
  }

  boolean opens() {
    return role == Role.OPEN || role == Role.BLOCK_OPEN;
  }

  boolean closes() {
    return role == Role.CLOSE || role == Role.BLOCK_CLOSE;
  }

  /** Whether an operand ends with it. */
  boolean endsOperand() {
    return role == Role.OPERAND || closes();
  }
}
