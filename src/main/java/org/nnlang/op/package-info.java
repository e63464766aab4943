// SPDX-License-Identifier: Apache-2.0
/**
 * What tensors can be computed with, on nodes of a graph. A primitive op is a record that
 * implements {@link org.nnlang.graph.Op}, one a file: attributes, shape rule, domain check,
 * gradient, how it is lowered, samples. Everything else is composed of them, one family a file
 * ({@link org.nnlang.op.Softmax}), so what a script writes out by hand runs as fast as what has a
 * name. {@link org.nnlang.op.Ops} is the vocabulary that other packages use. Knows no script, no
 * engine and no layer.
 *
 * <p>To add an op: write its file with a static {@code samples()}, and a line in {@code Ops}. The
 * tests find it there: they check its gradient, its types, and that bad input gives a {@code
 * Problem}; a public function without a sample fails them. Texts of errors go to {@code Messages}.
 */
package org.nnlang.op;
