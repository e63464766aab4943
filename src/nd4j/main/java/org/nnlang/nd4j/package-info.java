// SPDX-License-Identifier: Apache-2.0
/**
 * nn on ND4J, the only place with org.nd4j: {@link org.nnlang.nd4j.IndArrays} are tensors as arrays
 * of ND4J and back, {@link org.nnlang.nd4j.Nd4jBackend} computes with it. A function goes through
 * {@code Decompose}, which leaves no op that is a loop of its own, and {@code Translate}, which has
 * a line for each of the rest; forms that ND4J is wrong with, dies of or takes long for are avoided
 * there. What is odd while it runs, as an index that is outside, {@code Checks} notes, and nn's own
 * engine does it again: its messages are the ones a user sees.
 *
 * <p>Nobody imports this package; nn-core finds what it brings by {@code ServiceLoader}, and loads
 * nothing of ND4J before somebody asks for it.
 */
@NullMarked
package org.nnlang.nd4j;

import org.jspecify.annotations.NullMarked;
