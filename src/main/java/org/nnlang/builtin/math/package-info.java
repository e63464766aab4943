// SPDX-License-Identifier: Apache-2.0
/** Computes with the numbers of tensors, lists and scalars. */
@NullMarked
package org.nnlang.builtin.math;

import org.jspecify.annotations.NullMarked;
