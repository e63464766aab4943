// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Expand}. */
final class ExpandSamples {
  private ExpandSamples() {}

  static List<Sample> expand() {
    return List.of(
        Sample.one("expand", x -> Ops.expand(x, Sizes.of(2, 3)), Sample.real(1, 3)),
        Sample.one("expand", x -> Ops.expand(x, Sizes.of(4, 2, 3)), Sample.real(2, 1)),
        Sample.one("expand", x -> Ops.expand(x, Sizes.of(2, 2)), Sample.real()),
        Sample.one("expand", x -> Ops.expand(x, Sizes.of(3, -1)), Sample.real(1, 2)),
        Sample.one("expand", x -> Ops.expand(x, Sizes.of(0, 3)), Sample.real(1, 3)));
  }
}
