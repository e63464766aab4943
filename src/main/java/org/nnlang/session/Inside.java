// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import org.nnlang.builtin.job.Jobs;

/** What a prompt asks of a context, and what no program can see from outside. */
public interface Inside {
  /**
   * Whether a name stands for a training that was summed up since then where a person reads it: it
   * is not shown again.
   *
   * @param time by the clock of {@link System#nanoTime}
   */
  boolean saidSince(String name, long time);

  /** The trainings in the background. */
  Jobs jobs();

  /** What to say of an error of a script that nobody caught. */
  Failure failure(RuntimeException error, boolean colour);
}
