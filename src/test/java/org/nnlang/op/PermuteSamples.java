// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Permute}. */
final class PermuteSamples {
  private PermuteSamples() {}

  static List<Sample> permute() {
    return List.of(
        Sample.one("permute", x -> Ops.permute(x, List.of(1, 0)), Sample.real(2, 3)),
        Sample.one("permute", x -> Ops.permute(x, List.of(2, 0, 1)), Sample.real(2, 3, 4)),
        Sample.one("permute", x -> Ops.permute(x, List.of(0, -1, 1)), Sample.real(2, 3, 4)),
        Sample.one("permute", x -> Ops.permute(x, List.of(1, 0)), Sample.real(1, 3)),
        Sample.one("permute", x -> Ops.permute(x, List.of(1, 0)), Sample.real(0, 3)),
        Sample.one("permute", x -> Ops.permute(x, List.of()), Sample.real()));
  }
}
