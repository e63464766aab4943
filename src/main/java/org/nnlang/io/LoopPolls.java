// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

/**
 * The turns of all loops over what was read, short each: once in so many it is asked for an end.
 */
final class LoopPolls {
  private static final int ASKED = (1 << 12) - 1;

  private final Runnable poll;
  private int count;

  /**
   * @param poll what it throws ends the loop
   */
  LoopPolls(Runnable poll) {
    this.poll = poll;
  }

  void next() {
    if ((++count & ASKED) == 0) {
      poll.run();
    }
  }
}
