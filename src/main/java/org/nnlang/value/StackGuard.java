// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

/**
 * Keeps functions that call each other without end from the end of the thread's stack: a class that
 * is at its first use there can never be used again in this virtual machine.
 */
public final class StackGuard {
  /** Fewer calls within calls fit into any stack. */
  private static final int SHALLOW = 24;

  /** About every so many calls it is asked whether as many more fit. */
  private static final int OFTEN = 8;

  /** What is kept free: between 20 and 70 KB, as the virtual machine has compiled it. */
  private static final int FRAMES = 300;

  private int depth;
  private int shift;

  /** Whether a call has room; each one that was entered is left by {@link #leave}. */
  public boolean enter() {
    depth++;
    return depth < SHALLOW || (depth + shift) % OFTEN != 0 || hasRoom();
  }

  /** A call has ended. */
  public void leave() {
    depth--;
  }

  private boolean hasRoom() {
    // a loop that calls something at one depth asks at other depths next
    shift += 7;
    try {
      return descend(FRAMES, depth, 1, 2, 3, 4, 5) != 0;
    } catch (StackOverflowError e) {
      return false;
    }
  }

  private static long descend(int n, long a, long b, long c, long d, long e, long f) {
    return n == 0 ? 1 : (descend(n - 1, b, c, d, e, f, a) ^ a ^ b ^ c ^ d ^ e ^ f) | 1;
  }
}
