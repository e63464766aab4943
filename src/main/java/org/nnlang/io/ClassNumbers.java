// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.BitSet;

/** Finds out whether numbers are 0, 1, … up to some number, each there at least once. */
final class ClassNumbers {
  private static final int MOST = 1 << 28;

  private final BitSet values = new BitSet();
  private boolean others;

  void add(double value) {
    if (value >= 0 && value < MOST && value == Math.rint(value)) {
      values.set((int) value);
    } else {
      others = true;
    }
  }

  /**
   * @param rows how many numbers there were
   */
  boolean areAll(long rows) {
    int length = values.length();
    return !others && length > 1 && length <= rows && values.cardinality() == length;
  }
}
