// SPDX-License-Identifier: Apache-2.0
/**
 * Loops over memory and calls of BLAS: what ops are lowered to. Knows segments, sizes and numbers,
 * and of graphs only the words for functions of one and two numbers. With {@code tensor} the only
 * place with java.lang.foreign.
 *
 * <p>A {@link org.nnlang.kernel.TileProgram} is element by element work and reductions in one pass,
 * which {@link org.nnlang.kernel.TileMachine} makes ready to run; a {@link
 * org.nnlang.kernel.Kernel} is anything else. Both are cut into blocks that depend on sizes alone,
 * which a {@link org.nnlang.kernel.Pool} shares out: any number of threads gives the same bits.
 *
 * <p>Loops are written so that the JVM's own compiler makes vector code of them: arrays on the
 * heap, all from index 0 or all from the same one, one simple body, no conversion between the bits
 * of ints and floats, no sum that runs along. There is no second copy of a loop but the classes
 * named {@code Double...}, which do in double precision what those named {@code Float...} do, for
 * float64 and the checking of gradients.
 *
 * <p>To add a function of one or two numbers: its word in {@code graph.Unary} or {@code
 * graph.Binary}, its loop in the classes of that name, and its meaning in the tests' {@code
 * Reference}. A new kernel is a record that implements {@code Kernel}.
 */
@NullMarked
package org.nnlang.kernel;

import org.jspecify.annotations.NullMarked;
