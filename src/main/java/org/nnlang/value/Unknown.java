// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;

/**
 * A value that cannot be known before a script runs: what a file holds, what was measured. It
 * stands only where a script is checked and not run; a function that gets it is not called.
 */
public enum Unknown implements Typed {
  UNKNOWN;

  /** Lists and records nested deeper are not looked into. */
  private static final int DEPTH = 12;

  @Override
  public String type() {
    return "value";
  }

  /** Whether nothing can be done with a value but to read its members and hand it on. */
  public static boolean is(@Nullable Object value) {
    return value == UNKNOWN || value instanceof Foreseen;
  }

  /** Whether a value is unknown, or a list or record with something unknown in it. */
  public static boolean in(Object value) {
    return any(value, true, DEPTH);
  }

  /** Whether in a value there are tensors without numbers, or sizes without a number. */
  public static boolean symbolic(Object value) {
    return any(value, false, DEPTH);
  }

  private static boolean any(Object value, boolean unknown, int depth) {
    if (depth == 0) {
      return true;
    }
    return switch (value) {
      case Unknown u -> unknown;
      case Foreseen f -> unknown;
      case Node n -> !unknown;
      case Size s -> !unknown;
      case List<?> list -> any(list, unknown, depth);
      case Record fields -> any(fields.values(), unknown, depth);
      case null, default -> false;
    };
  }

  private static boolean any(Iterable<?> items, boolean unknown, int depth) {
    for (Object item : items) {
      if (any(item, unknown, depth - 1)) {
        return true;
      }
    }
    return false;
  }
}
