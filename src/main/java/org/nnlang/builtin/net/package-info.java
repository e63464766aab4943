// SPDX-License-Identifier: Apache-2.0
/** Nets as a whole: their weights, gradients and summaries. */
package org.nnlang.builtin.net;
