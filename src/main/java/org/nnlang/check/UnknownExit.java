// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

/**
 * What comes next may not be reached: a condition nobody knows yet may have left the loop or the
 * function, or a problem that is no business of the check ends the script there.
 */
final class UnknownExit extends RuntimeException {
  /** What may have been left. */
  enum Of {
    LOOP,
    FUNCTION,
    SCRIPT
  }

  private final Of of;

  UnknownExit(Of of) {
    super(null, null, false, false);
    this.of = of;
  }

  Of of() {
    return of;
  }
}
