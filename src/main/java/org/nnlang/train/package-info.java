// SPDX-License-Identifier: Apache-2.0
/**
 * Training: {@link org.nnlang.train.Trainer} and what it is told by a {@link
 * org.nnlang.train.Setup}, a record of records. Weights and gradients lie in one row each. A step
 * is two halves, each a compiled graph: gradients of the next batches ({@link
 * org.nnlang.train.GradientSteps}), and the optimizer's, which applies them; or it tries candidates
 * ({@link org.nnlang.train.CandidateSteps}).
 *
 * <p>Knows nothing of files (it asks {@link org.nnlang.train.Checkpoints}), of terminals (it tells
 * a {@link org.nnlang.train.Monitor}) or of how a script names its options. An optimizer is a
 * record that implements {@link org.nnlang.train.Optimizer}, a schedule one that implements {@link
 * org.nnlang.train.Schedule}, a metric implements {@link org.nnlang.train.Metric}; each gets a
 * function in {@code builtin}.
 */
@NullMarked
package org.nnlang.train;

import org.jspecify.annotations.NullMarked;
