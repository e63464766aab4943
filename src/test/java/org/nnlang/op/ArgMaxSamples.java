// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link ArgMax}. */
final class ArgMaxSamples {
  private ArgMaxSamples() {}

  static List<Sample> argMax() {
    return List.of(
        Sample.one("argmax", x -> Ops.argmax(x, 0, false), Sample.real(4, 3)),
        Sample.one("argmax", x -> Ops.argmax(x, -1, true), Sample.real(2, 4, 3)),
        Sample.one("argmin", x -> Ops.argmin(x, 1, false), Sample.index(5, 2, 4, 3)),
        Sample.one("argmax", x -> Ops.argmax(x, null, false), Sample.real(4, 3)));
  }
}
