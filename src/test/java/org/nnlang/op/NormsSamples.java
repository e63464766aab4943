// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Norms}. */
final class NormsSamples {
  private NormsSamples() {}

  static List<Sample> norms() {
    return List.of(
        Sample.of(
            "layerNorm",
            n -> Norms.layerNorm(n.get(0), n.get(1), n.get(2), 1e-5),
            Sample.real(2, 3, 5),
            Sample.real(5),
            Sample.real(5)),
        Sample.one("layerNorm", x -> Norms.layerNorm(x, null, null, 1e-5), Sample.real(4, 3)),
        Sample.of(
            "rmsNorm",
            n -> Norms.rmsNorm(n.get(0), n.get(1), 1e-6),
            Sample.real(2, 3, 5),
            Sample.real(5)));
  }
}
