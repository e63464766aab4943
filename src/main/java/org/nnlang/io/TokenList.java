// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.Arrays;

/** A growing list of tokens. */
final class TokenList {
  private long[] ids;
  private int length;

  TokenList(int capacity) {
    ids = new long[Math.max(16, capacity)];
  }

  void add(long... more) {
    if (length + more.length > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(length + more.length, 2 * ids.length));
    }
    System.arraycopy(more, 0, ids, length, more.length);
    length += more.length;
  }

  long[] toArray() {
    return Arrays.copyOf(ids, length);
  }
}
