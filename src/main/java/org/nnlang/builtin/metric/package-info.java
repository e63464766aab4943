// SPDX-License-Identifier: Apache-2.0
/** Metrics: what a person reads of a prediction and a target. */
package org.nnlang.builtin.metric;
