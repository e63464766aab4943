// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench;

import java.util.Locale;

/** Looks whether both sides computed the same: else their times say nothing. */
final class Losses {
  private static final double TOLERANCE = 1e-3;

  private Losses() {}

  /**
   * @throws IllegalStateException where two runs of a workload have other losses
   */
  static void compare(Result a, Result b) {
    compare(a, b, "first", a.loss_first(), b.loss_first());
    compare(a, b, "checked", a.loss_checked(), b.loss_checked());
  }

  private static void compare(Result a, Result b, String which, double x, double y) {
    // not a number fails as well
    if (!(Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y)))) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the %s loss of %s is %.6g with %s and %.6g with %s",
              which,
              a.workload(),
              x,
              a.peer(),
              y,
              b.peer()));
    }
  }
}
