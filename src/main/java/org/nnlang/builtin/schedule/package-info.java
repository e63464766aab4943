// SPDX-License-Identifier: Apache-2.0
/** Schedules: the learning rate over the steps. */
package org.nnlang.builtin.schedule;
