// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import org.nnlang.tensor.Tensor;

/**
 * What the batches of a step say, before it is applied to the weights.
 *
 * @param loss the mean over their rows
 * @param sum gradients of all weights in one row, in the order of {@link WeightRows}; written again
 *     by the next step
 * @param scale what makes the mean over the rows of the sum
 */
record Gradients(double loss, Tensor sum, double scale) {}
