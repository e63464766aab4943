// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import org.apache.spark.SparkEnv;

/**
 * Ctrl-C in a terminal reaches the executors that were started from there as well. They ignore it:
 * the training ends after the step in hand, of which they do a part, and ends them then.
 */
final class IgnoredInterrupts {
  private static final String DRIVER = "driver";

  private IgnoredInterrupts() {}

  /** What is done once for a process. */
  private static final class Once {
    static final boolean DONE = ignore();
  }

  /** Has the process ignore them from now on, unless it is that of the training. */
  static boolean ignored() {
    return !SparkEnv.get().executorId().equals(DRIVER) && Once.DONE;
  }

  /** By reflection: the compiler refuses to know this part of the JDK. */
  private static boolean ignore() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance("INT"),
              handler.getField("SIG_IGN").get(null));
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // then Ctrl-C costs the time of a round, which others do again
      return false;
    }
  }
}
