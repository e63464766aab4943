// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

/** {@code return}, {@code break} or {@code continue}. */
final class ControlFlow extends RuntimeException {
  /** Which. */
  enum By {
    RETURN,
    BREAK,
    CONTINUE
  }

  private final By by;
  private final Object value;

  ControlFlow(By by, Object value) {
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
