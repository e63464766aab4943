// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Brings rows of a weight into the cache before a library goes over them. It goes over several rows
 * at a time, and at the end of each waits for the next: where rows are short, to read them in the
 * order in which they lie, and then again, takes two thirds of the time.
 */
final class Fetch {
  /** Rows of more bytes are long enough for the processor to see ahead by itself. */
  private static final long SHORT = 4096;

  /** Numbers of a weight below which it stays in cache. */
  private static final long LARGE = 1 << 17;

  private static final int LINE = 64;

  /** What the processor sees ahead ends with these. */
  private static final int PAGE = 4096;

  private Fetch() {}

  /** Whether that is worth while for a weight of so many rows of so many numbers. */
  static boolean helps(long rows, long numbers, int bytes) {
    return numbers * bytes <= SHORT && rows * numbers >= LARGE;
  }

  /** Reads a line after the other. */
  static void read(MemorySegment data, long from, long bytes, Scratch scratch) {
    read(data, from, bytes, LINE, scratch);
  }

  /**
   * Reads a line of each page of memory that will be gone through once: the processor looks no
   * further ahead than a page, and would wait at the beginning of each, a tenth of all the time.
   */
  static void pages(MemorySegment data, long from, long bytes, Scratch scratch) {
    read(data, from, bytes, PAGE, scratch);
  }

  private static void read(MemorySegment data, long from, long bytes, int step, Scratch scratch) {
    int all = 0;
    // of a long the JVM checks the range of all at once
    for (long at = from; at < from + bytes; at += step) {
      all ^= data.get(ValueLayout.JAVA_INT_UNALIGNED, at);
    }
    // kept, so that it is done
    scratch.ints(1)[0] = all;
  }
}
