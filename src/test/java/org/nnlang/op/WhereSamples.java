// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Where}. */
final class WhereSamples {
  private WhereSamples() {}

  static List<Sample> where() {
    return List.of(
        of(Sample.bool(2, 3), Sample.real(2, 3), Sample.real(2, 3)),
        of(Sample.bool(2, 1), Sample.real(3), Sample.real(2, 3)),
        of(Sample.bool(), Sample.real(1, 3), Sample.real(2, 1)),
        of(Sample.bool(4, 1, 1), Sample.real(), Sample.real(0)),
        Sample.of(
            "where",
            n -> Conditions.where(n.get(0), n.get(1), 0),
            Sample.bool(2, 3),
            Sample.real(2, 3)));
  }

  private static Sample of(Sample.Arg test, Sample.Arg a, Sample.Arg b) {
    return Sample.of("where", n -> Conditions.where(n.get(0), n.get(1), n.get(2)), test, a, b);
  }
}
