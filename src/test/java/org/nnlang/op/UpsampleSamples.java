// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Upsample}. */
final class UpsampleSamples {
  private UpsampleSamples() {}

  static List<Sample> upsample() {
    return List.of(
        Sample.one("nearest", x -> Upsample.nearest(x, List.of(2)), Sample.real(2, 3, 4)),
        Sample.one("nearest", x -> Upsample.nearest(x, List.of(1, 3)), Sample.real(1, 2, 2, 3)),
        Sample.one("linear", x -> Upsample.linear(x, List.of(3)), Sample.real(2, 3, 4)),
        Sample.one("linear", x -> Upsample.linear(x, List.of(2, 2)), Sample.real(1, 2, 2, 3)));
  }
}
