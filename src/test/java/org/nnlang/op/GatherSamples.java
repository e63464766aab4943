// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Gather}. */
final class GatherSamples {
  private GatherSamples() {}

  static List<Sample> gather() {
    return List.of(
        of(0, Sample.real(4, 3), Sample.index(4, 5)),
        of(0, Sample.real(4, 3), Sample.index(4, 2, 3)),
        of(0, Sample.real(4), Sample.index(4, 5)),
        of(0, Sample.real(4, 2), Sample.index(4)),
        of(1, Sample.real(2, 3, 2), Sample.index(3, 4)),
        of(-1, Sample.real(2, 3), Sample.index(3, 2, 2)),
        of(0, Sample.real(4, 3), Sample.index(4, 0)));
  }

  private static Sample of(int axis, Sample.Arg x, Sample.Arg index) {
    return Sample.of("take", n -> Ops.take(n.get(0), n.get(1), axis), x, index);
  }
}
