// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import org.nnlang.source.Problem;

/** Refuses lists and texts that Java's memory cannot hold, before it is filled with half of one. */
public final class Room {
  /** What an item of a list takes: a reference and a small number. */
  private static final long ITEM_BYTES = 24;

  private Room() {}

  /**
   * Checks that a list of so many items can be.
   *
   * @throws Problem {@code limit}
   */
  public static void forItems(long count) {
    check(
        count, count > Long.MAX_VALUE / ITEM_BYTES ? Long.MAX_VALUE : count * ITEM_BYTES, "items");
  }

  /** The same of a text of so many characters. */
  public static void forText(long length) {
    check(length, length, "characters");
  }

  private static void check(long count, long bytes, String what) {
    if (count > Integer.MAX_VALUE - 8 || bytes > Runtime.getRuntime().maxMemory()) {
      throw Problem.of("limit", "there is no memory for " + count + " " + what)
          .hint("a tensor takes less, a range takes nothing, and a loop needs no list");
    }
  }
}
