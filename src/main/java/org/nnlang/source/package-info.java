// SPDX-License-Identifier: Apache-2.0
/**
 * Text, places in it, and what is said about them: {@link org.nnlang.source.SourceText}, {@link
 * org.nnlang.source.Span}, {@link org.nnlang.source.Diagnostic} and how one is printed.
 *
 * <p>Knows nothing of the language: no token, no tree, no value. Every other package may use it, so
 * it imports none of them.
 *
 * <p>Code that does not know where in a script it was called from throws a {@link
 * org.nnlang.source.Problem}; the interpreter, which knows the place, turns it into a diagnostic. A
 * new kind of limit belongs into {@link org.nnlang.source.Limits}.
 */
@NullMarked
package org.nnlang.source;

import org.jspecify.annotations.NullMarked;
