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
 *
 * <p>The way of a text: {@link org.nnlang.syntax.Scanner} (words) – {@link
 * org.nnlang.syntax.Brackets} (brackets, strings, words that are none) – {@link
 * org.nnlang.syntax.Layout} (where statements end, what needs a look ahead) – ANTLR – {@link
 * org.nnlang.syntax.StatementBuilder} and {@link org.nnlang.syntax.ExpressionBuilder} (the tree,
 * and what only the grammar allows).
 *
 * <p>Words are never changed, and none is lost: {@link org.nnlang.syntax.Script#lexemes} has them
 * all, comments and ends of lines too, so that a text can be written again. A text that is wrong is
 * read once as well: {@link org.nnlang.syntax.Reading}.
 *
 * <p>A new construct is a rule of the grammar, a record of the tree, a line in {@link
 * org.nnlang.syntax.Tree#children} and one where it is built. What people write by habit is
 * answered in {@link org.nnlang.syntax.Habits} (words), {@link org.nnlang.syntax.BadWords}
 * (operators) and {@link org.nnlang.syntax.Hints} (the rest); add a script to {@code
 * test/snippets/syntax} with it.
 */
@NullMarked
package org.nnlang.syntax;

import org.jspecify.annotations.NullMarked;
