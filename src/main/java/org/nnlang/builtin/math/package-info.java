// SPDX-License-Identifier: Apache-2.0
/** Computes with the numbers of tensors, lists and scalars. */
package org.nnlang.builtin.math;
