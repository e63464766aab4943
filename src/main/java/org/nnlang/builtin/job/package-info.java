// SPDX-License-Identifier: Apache-2.0
/**
 * Trainings in the background: a {@link org.nnlang.builtin.job.Job} is one, {@link
 * org.nnlang.builtin.job.Jobs} are those of a session. The functions on them are with those that
 * train.
 *
 * <p>A job's thread does a step in a {@linkplain org.nnlang.builtin.Background turn}, and nothing
 * outside of one; so whatever the script does between two steps sees the weights of a whole step.
 */
@NullMarked
package org.nnlang.builtin.job;

import org.jspecify.annotations.NullMarked;
