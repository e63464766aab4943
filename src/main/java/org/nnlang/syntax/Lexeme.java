// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import org.nnlang.source.Span;

/**
 * A word of a script, or what stands between words: {@link Script#lexemes} has all of a text but
 * its blanks, so that the text can be written again. A string is one, with the holes in it.
 *
 * @param endsStatement whether it is the newline or semicolon that ends a statement
 */
public record Lexeme(Role role, Span span, boolean endsStatement) {
  /** What it does in its sentence. */
  public enum Role {
    /** A name, a number, a string, {@code true}, {@code ...} and the like. */
    OPERAND,
    KEYWORD,
    /** An operator before its only operand. */
    PREFIX,
    /** An operator between two operands, {@code =} among them. */
    INFIX,
    RANGE,
    DOT,
    COMMA,
    COLON,
    /** {@code (}, {@code [}, or the brace of a record. */
    OPEN,
    CLOSE,
    BLOCK_OPEN,
    BLOCK_CLOSE,
    SEMICOLON,
    COMMENT,
    /** The end of a line, which may end a statement or not. */
    NEWLINE
  }

  public String text() {
    return span.text();
  }
}
