// SPDX-License-Identifier: Apache-2.0
/** Nets as a whole: their weights, gradients and summaries. */
@NullMarked
package org.nnlang.builtin.net;

import org.jspecify.annotations.NullMarked;
