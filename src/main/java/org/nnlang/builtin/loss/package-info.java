// SPDX-License-Identifier: Apache-2.0
/** Losses: a prediction and a target give one number to make small. */
@NullMarked
package org.nnlang.builtin.loss;

import org.jspecify.annotations.NullMarked;
