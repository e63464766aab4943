// SPDX-License-Identifier: Apache-2.0
/** Trains, goes on, evaluates, and what a training writes and shows. */
@NullMarked
package org.nnlang.builtin.training;

import org.jspecify.annotations.NullMarked;
