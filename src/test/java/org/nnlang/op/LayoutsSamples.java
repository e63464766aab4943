// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Layouts}. */
final class LayoutsSamples {
  private LayoutsSamples() {}

  static List<Sample> layouts() {
    return List.of(
        Sample.one("tile", x -> Layouts.tile(x, Sizes.of(2, 3)), Sample.real(2, 3)),
        Sample.one("tile", x -> Layouts.tile(x, Sizes.of(2, 1, 2)), Sample.real(3)),
        Sample.one("roll", x -> Layouts.roll(x, List.of(1), List.of(0)), Sample.real(4, 3)),
        Sample.one("roll", x -> Layouts.roll(x, List.of(-1, 2), List.of(0, 1)), Sample.real(4, 3)),
        Sample.one("roll", x -> Layouts.roll(x, List.of(5), null), Sample.real(2, 3)),
        Sample.one(
            "extend",
            x -> Layouts.extend(x, 0, 2, 1, Layouts.Continuation.REFLECT),
            Sample.real(4, 3)),
        Sample.one(
            "extend",
            x -> Layouts.extend(x, -1, 2, 1, Layouts.Continuation.EDGE),
            Sample.real(4, 3)),
        Sample.one(
            "extend",
            x -> Layouts.extend(x, -1, 2, 1, Layouts.Continuation.WRAP),
            Sample.real(4, 3)),
        Sample.one("chunk", x -> Layouts.chunk(x, 0, 2).getLast(), Sample.real(4, 3)));
  }
}
