// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

/**
 * What stands for time in a step's graph.
 *
 * @param history whether it is all places so far, as many as there is room for; those to come hold
 *     anything finite
 * @param shift else it is the new places: the first is element {@code position + shift}
 */
record Role(boolean history, long shift) {
  static final Role HISTORY = new Role(true, 0);

  static Role stream(long shift) {
    return new Role(false, shift);
  }
}
