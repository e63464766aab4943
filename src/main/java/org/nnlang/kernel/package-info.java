// SPDX-License-Identifier: Apache-2.0
/**
 * Loops over memory and calls of BLAS: what ops are lowered to. Knows segments, sizes and numbers,
 * nothing of graphs. Loops are written so that the JVM's own compiler makes vector code of them
 * (arrays on the heap, all from index 0, one simple body); there is no second copy of them. With
 * {@code tensor} and {@code engine}, which places buffers, the only one with java.lang.foreign.
 */
package org.nnlang.kernel;
