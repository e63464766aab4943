// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link TakeAlong}. */
final class TakeAlongSamples {
  private TakeAlongSamples() {}

  static List<Sample> takeAlong() {
    return List.of(
        of(0, Sample.real(4, 3), Sample.index(4, 2, 3)),
        of(1, Sample.real(4, 3), Sample.index(3, 4, 5)),
        of(-1, Sample.real(4, 3), Sample.index(3, 4, 1)),
        of(1, Sample.real(2, 3, 2), Sample.index(3, 2, 1, 2)),
        of(0, Sample.real(4, 0), Sample.index(4, 2, 0)));
  }

  private static Sample of(int axis, Sample.Arg x, Sample.Arg index) {
    return Sample.of("takeAlong", n -> Ops.takeAlong(n.get(0), n.get(1), axis), x, index);
  }
}
