// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Slice}. */
final class SliceSamples {
  private SliceSamples() {}

  static List<Sample> slice() {
    return List.of(
        Sample.one("slice", x -> Ops.slice(x, 0, 1, 3, 1), Sample.real(4, 3)),
        Sample.one("slice", x -> Ops.slice(x, 1, -2, null, 1), Sample.real(4, 3)),
        Sample.one("slice", x -> Ops.slice(x, 1, 0, 5, 2), Sample.real(2, 5, 2)),
        Sample.one("slice", x -> Ops.slice(x, 1, 0, 7, 2), Sample.real(1, 7)),
        Sample.one("slice", x -> Ops.slice(x, 2, 1, 8, 3), Sample.real(2, 1, 8, 1)),
        Sample.one(
            "slice", x -> Ops.slice(Ops.slice(x, 0, 1, 6, 2), 2, 0, 5, 4), Sample.real(6, 2, 5)),
        Sample.one("slice", x -> Ops.slice(x, 0, 2, 2, 1), Sample.real(4, 3)),
        Sample.one(
            "slice", x -> Ops.slice(Ops.slice(x, 0, 1, 4, 2), 1, 1, 3, 1), Sample.real(4, 3)),
        Sample.one("index", x -> Ops.index(x, 0, -1), Sample.real(4, 3)),
        Sample.one("index", x -> Ops.index(x, 1, 1), Sample.real(4, 3, 2)),
        Sample.one("index", x -> Ops.index(x, 0, 0), Sample.real(1)),
        Sample.one("flip", x -> Ops.flip(x, List.of(0)), Sample.real(4, 3)),
        Sample.one("flip", x -> Ops.flip(x, List.of(0, -1)), Sample.real(4, 1, 2)),
        Sample.one("flip", x -> Ops.slice(Ops.flip(x, List.of(0)), 0, 1, 3, 1), Sample.real(4)));
  }
}
