// SPDX-License-Identifier: Apache-2.0
/**
 * From text to tree: {@link org.nnlang.syntax.Parser} gives a {@link org.nnlang.syntax.Script} or
 * says what is wrong.
 *
 * <p>The grammar is {@code grammar/NnLexer.g4} and {@code grammar/NnParser.g4}; nothing of ANTLR
 * leaves this package, nor do its words reach a user. The tree is records under sealed interfaces:
 * {@link org.nnlang.syntax.Stmt}, {@link org.nnlang.syntax.Expr}, {@link org.nnlang.syntax.Target}
 * and their parts, each knowing its place. The package does not know what a name means or which
 * functions there are.
 */
package org.nnlang.syntax;
