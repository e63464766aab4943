// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.lang.ref.WeakReference;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * Refuses lists, records and texts that Java's heap has no room for, before it is filled with half
 * of one: an {@code OutOfMemoryError} strikes whatever thread asks next, a host's own as well.
 *
 * <p>What the heap holds is known only after a collection, so one is asked for where room seems
 * short. A host that forbids that ({@code -XX:+DisableExplicitGC}) has only what comes after: the
 * error itself becomes a diagnostic too.
 */
public final class HeapGuard {
  /** What an item of a list takes: a reference and a small number. */
  private static final long ITEM_BYTES = 24;

  private static final long REFERENCE_BYTES = 8;

  /** One where all are of Latin-1; but then the array must fit into one piece of the heap. */
  private static final long CHARACTER_BYTES = 2;

  /** Smaller values are not worth a look at the heap. */
  private static final long LARGE = 1 << 20;

  /**
   * Kept free for everything else, and for what a collector cannot use of its parts: a fifth of the
   * heap, but not more than this.
   */
  private static final long MOST_RESERVED = 128L << 20;

  private HeapGuard() {}

  /**
   * Checks that a list of so many new items can be.
   *
   * @throws Problem {@code limit}
   */
  public static void forItems(long count) {
    check(count, ITEM_BYTES, "items");
  }

  /** The same of a list of items that are there already. */
  public static void forReferences(long count) {
    check(count, REFERENCE_BYTES, "items");
  }

  /** The same of a text of so many characters. */
  public static void forText(long length) {
    check(length, CHARACTER_BYTES, "characters");
  }

  private static void check(long count, long each, String what) {
    if (count > Integer.MAX_VALUE - 8 || !fits(count * each)) {
      throw Problem.of(ErrorCode.LIMIT, "there is no memory for " + count + " " + what)
          .hint("a tensor takes less, a range takes nothing, and a loop needs no list");
    }
  }

  /**
   * Checks that the heap is not full, of whatever it is that fills it.
   *
   * @throws Problem {@code limit}
   */
  public static void look() {
    if (!fits(LARGE)) {
      throw Problem.of(
              ErrorCode.LIMIT,
              "lists, records and texts fill Java's memory: "
                  + (left() >> 20)
                  + " MiB of "
                  + (Runtime.getRuntime().maxMemory() >> 20)
                  + " MiB are left")
          .hint("does a loop keep what it makes? tensors live outside of this memory");
    }
  }

  private static boolean fits(long bytes) {
    long most = Runtime.getRuntime().maxMemory();
    long reserved = Math.min(MOST_RESERVED, most / 5);
    // a collection is asked for later than it has to succeed, or they would follow one another
    return bytes < LARGE
        || left() >= bytes + reserved / 2
        || bytes <= most && (!isCollected() || left() >= bytes + reserved);
  }

  private static long left() {
    Runtime java = Runtime.getRuntime();
    return java.maxMemory() - java.totalMemory() + java.freeMemory();
  }

  /** Whether Java has thrown away what nobody needs. */
  private static boolean isCollected() {
    var needless = new WeakReference<>(new Object());
    System.gc();
    return needless.refersTo(null);
  }
}
