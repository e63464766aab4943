// SPDX-License-Identifier: Apache-2.0
/**
 * Numbers in memory: element types, tensors, the byte budget, random numbers, and what other
 * libraries have for arrays. Knows nothing of graphs, ops or scripts. With {@code kernel} and
 * {@code engine} the only place with java.lang.foreign.
 */
@NullMarked
package org.nnlang.tensor;

import org.jspecify.annotations.NullMarked;
