// SPDX-License-Identifier: Apache-2.0
package org.nnlang.session;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

  /**
   * To be asked before a text is run, and its answer after it: makes instances anew whose model was
   * defined anew, and says, a line each, what they kept.
   */
  Supplier<List<String>> renewal();

  /**
   * How the value of a name is shown to somebody who asked for it; null where that is what {@code
   * print} would write.
   */
  @Nullable String preview(String name, boolean colour);

  /** What is in a folder, each folder with a slash; nothing where that cannot be read. */
  List<String> files(String folder);

  /** The trainings in the background. */
  Jobs jobs();

  /** What to say of an error of a script that nobody caught. */
  Failure failure(RuntimeException error, boolean colour);
}
