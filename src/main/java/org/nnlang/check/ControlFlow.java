// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import org.jspecify.annotations.Nullable;

/** {@code return}, {@code break} or {@code continue}. */
final class ControlFlow extends RuntimeException {
  /** Which. */
  enum By {
    RETURN,
    BREAK,
    CONTINUE
  }

  private final By by;
  private final @Nullable Object value;

  ControlFlow(By by, @Nullable Object value) {
    super(null, null, false, false);
    this.by = by;
    this.value = value;
  }

  By by() {
    return by;
  }

  Object value() {
    return value;
  }
}
