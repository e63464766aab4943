// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** A thread with a stack of 256 KB, on which nothing that nests deeply gets far. */
public final class SmallStack {
  private static final int BYTES = 256 << 10;

  private SmallStack() {}

  /** What {@code work} gives there; what it throws is the cause of what is thrown. */
  public static <T> T onSmallStack(Callable<T> work) throws Exception {
    var task = new FutureTask<>(work);
    new Thread(null, task, "small", BYTES).start();
    return task.get();
  }
}
