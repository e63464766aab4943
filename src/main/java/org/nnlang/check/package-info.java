// SPDX-License-Identifier: Apache-2.0
/**
 * What can be said about a script before it runs: names that nobody defines and arguments that
 * nobody takes ({@link org.nnlang.check.NameCheck}), types and shapes that cannot be ({@link
 * org.nnlang.check.ShapeCheck}), and the options it declares ({@link
 * org.nnlang.check.ScriptOptions}).
 *
 * <p>Shapes are checked by looking at what the script would do, statement by statement. Its tensors
 * are nodes of a graph that never runs, so the rules of ops and layers speak, and there is no
 * second copy of them; weights are types without numbers; what a file holds is {@link
 * org.nnlang.value.Unknown}. Nothing is said unless it is certain: code behind a condition that
 * nobody knows yet is passed over, and what it might change is unknown from there on.
 *
 * <p>The package knows one function of nn by its name, {@code arg}, of which {@link
 * org.nnlang.check.ScriptOptions} reads the options of a script. All others a {@link
 * org.nnlang.check.Prelude} hands in, made for a session that computes nothing and reaches nothing
 * outside; most are called there as they are. Which names a function or script has is known from
 * {@code org.nnlang.resolve}, how the type of a parameter fits a tensor from {@link
 * org.nnlang.check.ShapePattern}, and which tensors a function takes from {@link
 * org.nnlang.check.InputTypes}; the interpreter asks the same classes, so that the two agree. Texts
 * of this stage are in {@code Messages}.
 */
@NullMarked
package org.nnlang.check;

import org.jspecify.annotations.NullMarked;
