// SPDX-License-Identifier: Apache-2.0
/** Schedules: the learning rate over the steps. */
@NullMarked
package org.nnlang.builtin.schedule;

import org.jspecify.annotations.NullMarked;
