// SPDX-License-Identifier: Apache-2.0
/** Metrics: what a person reads of a prediction and a target. */
@NullMarked
package org.nnlang.builtin.metric;

import org.jspecify.annotations.NullMarked;
