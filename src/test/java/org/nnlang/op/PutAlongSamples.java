// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link PutAlong}. */
final class PutAlongSamples {
  private PutAlongSamples() {}

  static List<Sample> putAlong() {
    return List.of(
        Sample.of(
            "scatter",
            n -> Ops.scatter(n.get(0), n.get(1), n.get(2), 0),
            Sample.real(4, 3),
            Sample.index(4, 1, 3),
            Sample.real(1, 3)),
        Sample.of(
            "scatter",
            n -> Ops.scatter(n.get(0), n.get(1), n.get(2), 1),
            Sample.real(2, 5, 2),
            Sample.index(5, 2, 1, 2),
            Sample.real()));
  }
}
