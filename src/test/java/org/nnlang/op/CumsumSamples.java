// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Cumsum}. */
final class CumsumSamples {
  private CumsumSamples() {}

  static List<Sample> cumsum() {
    return List.of(
        Sample.one("cumsum", x -> Ops.cumsum(x, 0), Sample.real(4, 3)),
        Sample.one("cumsum", x -> Ops.cumsum(x, 1), Sample.real(2, 4, 3)),
        Sample.one("cumsum", x -> Ops.cumsum(x, -1), Sample.real(0, 3)),
        Sample.one("cumsum", x -> Ops.cumsum(x, 0), Sample.index(9, 4)),
        Sample.one("cumprod", x -> Ops.cumprod(x, 1), Sample.real(2, 5)),
        Sample.one("cumprod", x -> Ops.cumprod(x, 0), Sample.index(4, 3, 2)));
  }
}
