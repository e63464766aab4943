// SPDX-License-Identifier: Apache-2.0
/**
 * What can be said about a script before it runs: names that nobody defines and arguments that
 * nobody takes ({@link org.nnlang.check.Names}), and the options it declares ({@link
 * org.nnlang.check.ScriptOptions}).
 *
 * <p>Works on the tree alone. Which functions there are is handed in; nothing is run. Which names a
 * function or script binds is {@link org.nnlang.check.Bound}, and the interpreter asks the same
 * class, so that the two agree. Texts of this stage are in {@code Messages}.
 */
package org.nnlang.check;
