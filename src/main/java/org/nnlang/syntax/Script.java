// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.List;
import org.nnlang.source.Span;

/**
 * A whole file. Its value is that of its last statement, where that is an expression.
 *
 * @param lexemes all words in the order of the text, with comments and the ends of lines
 */
public record Script(List<Stmt> body, List<Lexeme> lexemes, Span span) implements SyntaxNode {
  public Script {
    body = List.copyOf(body);
    lexemes = List.copyOf(lexemes);
  }
}
