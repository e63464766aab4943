// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Repeats}. */
final class LayoutsSamples {
  private LayoutsSamples() {}

  static List<Sample> layouts() {
    return List.of(
        Sample.one("tile", x -> Repeats.tile(x, Sizes.of(2, 3)), Sample.real(2, 3)),
        Sample.one("tile", x -> Repeats.tile(x, Sizes.of(2, 1, 2)), Sample.real(3)),
        Sample.one("roll", x -> Repeats.roll(x, List.of(1), List.of(0)), Sample.real(4, 3)),
        Sample.one("roll", x -> Repeats.roll(x, List.of(-1, 2), List.of(0, 1)), Sample.real(4, 3)),
        Sample.one("roll", x -> Repeats.roll(x, List.of(5), null), Sample.real(2, 3)),
        Sample.one(
            "extend",
            x -> Repeats.extend(x, 0, 2, 1, Repeats.Continuation.REFLECT),
            Sample.real(4, 3)),
        Sample.one(
            "extend",
            x -> Repeats.extend(x, -1, 2, 1, Repeats.Continuation.EDGE),
            Sample.real(4, 3)),
        Sample.one(
            "extend",
            x -> Repeats.extend(x, -1, 2, 1, Repeats.Continuation.WRAP),
            Sample.real(4, 3)),
        Sample.one("chunk", x -> Repeats.chunk(x, 0, 2).getLast(), Sample.real(4, 3)));
  }
}
