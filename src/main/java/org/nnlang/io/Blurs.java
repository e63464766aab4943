// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.HashMap;
import java.util.Map;

/** Finds out whether different integers become equal as floats of 32 bits. */
final class Blurs {
  /** So many different ones are looked at: it is only a warning, and files have many rows. */
  private static final int MOST = 1 << 20;

  private final Map<Float, Long> met = new HashMap<>();
  private boolean found;

  void add(long value) {
    if (!found && met.size() < MOST) {
      Long other = met.putIfAbsent((float) value, value);
      found = other != null && other != value;
    }
  }

  boolean found() {
    return found;
  }
}
