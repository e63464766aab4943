// SPDX-License-Identifier: Apache-2.0
/** Optimizers: what becomes of weights in a step of training. */
@NullMarked
package org.nnlang.builtin.optimizer;

import org.jspecify.annotations.NullMarked;
