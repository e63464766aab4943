// SPDX-License-Identifier: Apache-2.0
/**
 * Functions that solve for and take apart matrices, outside of functions that are traced, in double
 * precision, by LAPACK as OpenBLAS brings it.
 */
@NullMarked
package org.nnlang.builtin.linear;

import org.jspecify.annotations.NullMarked;
