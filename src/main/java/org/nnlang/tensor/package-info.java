// SPDX-License-Identifier: Apache-2.0
/**
 * Numbers in memory: element types, tensors, the byte budget, random numbers, and the view of a
 * tensor as an ND4J array. Knows nothing of graphs, ops or scripts. The only place with org.nd4j;
 * with {@code kernel} and {@code engine} the only one with java.lang.foreign.
 */
@NullMarked
package org.nnlang.tensor;

import org.jspecify.annotations.NullMarked;
