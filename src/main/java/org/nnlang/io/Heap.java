// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** Room in Java's memory, asked for before it is taken: running out of it would end the host. */
final class Heap {
  private Heap() {}

  /**
   * @param bytes how many are about to be taken
   * @param what takes them, as the subject of a sentence
   * @throws Problem {@code limit} where there are not so many
   */
  static void need(long bytes, String what) {
    if (bytes < 1 << 20 || bytes < left()) {
      return;
    }
    System.gc();
    long left = left();
    if (bytes >= left) {
      throw Problem.of(
              ErrorCode.LIMIT,
              "%s would take %d MiB of Java's memory, of which %d MiB are left"
                  .formatted(what, bytes >> 20, Math.max(0, left) >> 20))
          .hint("`-Xmx4g` for the JVM gives it more, by nn's launcher: NN_JAVA_OPTS=-Xmx4g");
    }
  }

  /** What is free, but for a rest that whoever else runs may need. */
  private static long left() {
    Runtime runtime = Runtime.getRuntime();
    long max = runtime.maxMemory();
    return max - (runtime.totalMemory() - runtime.freeMemory()) - max / 16;
  }
}
