// SPDX-License-Identifier: Apache-2.0
/**
 * {@code nn} as a language of the Polyglot API; {@link org.nnlang.lang.NnLanguage} is the tour.
 *
 * <p>The only package that knows Truffle, and the only one that opens files, through what the host
 * allows. A new kind of statement or expression is a node in {@code lang.node} and a case in {@link
 * org.nnlang.lang.Translator}; a function is no business of this package but of {@code
 * org.nnlang.builtin}.
 */
@NullMarked
package org.nnlang.lang;

import org.jspecify.annotations.NullMarked;
