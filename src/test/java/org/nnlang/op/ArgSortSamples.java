// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link ArgSort}. */
final class ArgSortSamples {
  private ArgSortSamples() {}

  static List<Sample> argSort() {
    return List.of(
        Sample.one("argsort", x -> Ops.argsort(x, 0, false), Sample.real(4, 3)),
        Sample.one("argsort", x -> Ops.argsort(x, -1, true), Sample.index(3, 2, 7)),
        Sample.one("sort", x -> Ops.sort(x, 1, false), Sample.real(2, 4, 2)),
        Sample.one("sort", x -> Ops.sort(x, -1, true), Sample.real(0, 3)),
        Sample.one("topk", x -> Ops.topk(x, 2, -1).get(0), Sample.real(2, 5)),
        Sample.one("topk", x -> Ops.topk(x, 3, 0).get(1), Sample.real(3, 2)));
  }
}
