// SPDX-License-Identifier: Apache-2.0
/**
 * What tensors can be computed with, on nodes of a graph. A primitive op is a record, one a file:
 * attributes, shape rule, domain check, gradient; {@link org.nnlang.op.Primitive} lists them all.
 * Everything else is composed of them, one family a file ({@link org.nnlang.op.Softmax}), so what a
 * script writes out by hand runs as fast as what has a name. {@link org.nnlang.op.Ops} is the
 * vocabulary that other packages use. Knows no script, no kernel, no engine and no layer: how an op
 * runs is said in {@code lower}.
 *
 * <p>To add an op: write its file, its name into the list of {@code Primitive}, a line in {@code
 * Ops} and one in {@code lower.Lower}, and samples into a method of its name in a class {@code
 * ...Samples} of the tests. These check its gradient, its types, and that bad input gives a {@code
 * Problem}; a public function without a sample fails them. Texts of errors go to {@code Messages}.
 */
@NullMarked
package org.nnlang.op;

import org.jspecify.annotations.NullMarked;
