// SPDX-License-Identifier: Apache-2.0
/**
 * nn on ND4J, the only place with org.nd4j: {@link org.nnlang.nd4j.IndArrays} are tensors as arrays
 * of ND4J and back. Nobody imports it; nn-core finds what it brings by {@code ServiceLoader}, and
 * loads nothing of ND4J before somebody asks for it.
 */
@NullMarked
package org.nnlang.nd4j;

import org.jspecify.annotations.NullMarked;
