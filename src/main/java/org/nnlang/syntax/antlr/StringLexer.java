// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax.antlr;

import java.util.ArrayDeque;
import java.util.Deque;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;

/**
 * Finds the {@code :} in {@code {x:.3f}} after which a format stands: it is the one in a hole with
 * no other bracket open. Brackets that do not match are not its business; it only must not fail on
 * them.
 */
public abstract class StringLexer extends Lexer {
  private final Deque<Integer> open = new ArrayDeque<>();

  protected StringLexer(CharStream input) {
    super(input);
  }

  @Override
  public Token nextToken() {
    Token token = super.nextToken();
    switch (token.getType()) {
      case NnLexer.LPAREN, NnLexer.LBRACKET, NnLexer.LBRACE, NnLexer.HOLE_OPEN ->
          open.push(token.getType());
      case NnLexer.RPAREN, NnLexer.RBRACKET, NnLexer.RBRACE -> open.poll();
      case NnLexer.COLON -> {
        if (!open.isEmpty() && open.peek() == NnLexer.HOLE_OPEN) {
          pushMode(NnLexer.FORMAT_SPEC);
        }
      }
      default -> {}
    }
    return token;
  }

  /** A closing brace without an opening one leaves the mode as it is. */
  @Override
  public int popMode() {
    return _modeStack.isEmpty() ? _mode : super.popMode();
  }
}
