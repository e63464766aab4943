// SPDX-License-Identifier: Apache-2.0
/**
 * nn inside a Java program, without any knowledge of polyglot: {@link org.nnlang.Nn} runs scripts,
 * {@link org.nnlang.NnModel} trains a net and predicts with it from any number of threads. Stands
 * on the polyglot language as every other host does; knows of its inside only the net behind a
 * script's value, so that predicting need not go through the one thread a context has.
 *
 * <p>What another package of nn offers is not meant for programs, and changes.
 */
@NullMarked
package org.nnlang;

import org.jspecify.annotations.NullMarked;
