// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Angles}. */
final class AnglesSamples {
  private AnglesSamples() {}

  static List<Sample> angles() {
    return List.of(
        Sample.one("asin", Angles::asin, Sample.within(-0.9, 0.9, 7)),
        Sample.one("acos", Angles::acos, Sample.within(-0.9, 0.9, 7)),
        Sample.one("sinh", Angles::sinh, Sample.real(2, 3)),
        Sample.one("cosh", Angles::cosh, Sample.real(2, 3)));
  }
}
