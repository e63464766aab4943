// SPDX-License-Identifier: Apache-2.0
/**
 * Functions that solve for and take apart small matrices, outside of functions that are traced: a
 * library's, in double precision. The only place with org.ejml.
 */
@NullMarked
package org.nnlang.builtin.linear;

import org.jspecify.annotations.NullMarked;
