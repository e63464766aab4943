// SPDX-License-Identifier: Apache-2.0
/** Losses: a prediction and a target give one number to make small. */
package org.nnlang.builtin.loss;
