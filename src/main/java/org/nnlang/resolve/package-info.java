// SPDX-License-Identifier: Apache-2.0
/**
 * What the names of a script mean, found once from its text: {@link org.nnlang.resolve.Resolution}
 * says which {@linkplain org.nnlang.resolve.Scope scopes} there are, which {@linkplain
 * org.nnlang.resolve.Symbol symbols} each of them has and where they are bound, and what each
 * {@linkplain org.nnlang.resolve.Use use} of a name stands for.
 *
 * <p>The check, the translator to nodes, the options of a script and the language server read this;
 * none of them looks for names in a tree by itself. The package knows no function of the language
 * and no values: a name that the script does not bind is a builtin's, the host's, or nobody's,
 * which those say who know them.
 *
 * <p>A new construct that binds names is a line in {@code Declarations}, one that has a scope of
 * its own a line in {@code Resolver}.
 */
@NullMarked
package org.nnlang.resolve;

import org.jspecify.annotations.NullMarked;
