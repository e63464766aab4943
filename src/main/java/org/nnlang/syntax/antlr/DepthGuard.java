// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax.antlr;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/**
 * Stops the parser before expressions in expressions fill the thread's stack. Brackets are counted
 * before the parser runs; this counts what nests without them: {@code - - - x}, {@code a ^ b ^ c},
 * {@code x -> y -> z}.
 */
public abstract class DepthGuard extends Parser {
  private int limit = Integer.MAX_VALUE;
  private int depth;

  protected DepthGuard(TokenStream input) {
    super(input);
  }

  /** From here on expressions may nest so deep. */
  public void setLimit(int expressions) {
    limit = expressions;
  }

  @Override
  public void reset() {
    super.reset();
    depth = 0;
  }

  @Override
  public void enterRecursionRule(ParserRuleContext context, int state, int rule, int precedence) {
    if (++depth > limit) {
      throw new TooDeep(getCurrentToken());
    }
    super.enterRecursionRule(context, state, rule, precedence);
  }

  @Override
  public void unrollRecursionContexts(ParserRuleContext parent) {
    depth--;
    super.unrollRecursionContexts(parent);
  }

  /** Thrown at the first expression that is too deep. */
  public static final class TooDeep extends RuntimeException {
    private final Token token;

    TooDeep(Token token) {
      super(null, null, false, false);
      this.token = token;
    }

    public Token token() {
      return token;
    }
  }
}
