// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Gelu}. */
final class GeluSamples {
  private GeluSamples() {}

  static List<Sample> gelu() {
    return List.of(
        Sample.one("gelu", Activations::gelu, Sample.real(2, 3)),
        Sample.one("gelu", Activations::gelu, Sample.real(0, 3)),
        Sample.one(
            "gelu",
            x ->
                Numeric.mul(
                    Numeric.mul(x, 0.5), Numeric.add(Numeric.erf(Numeric.div(x, Math.sqrt(2))), 1)),
            Sample.real(2, 3)),
        Sample.one(
            "gelu",
            x ->
                Numeric.mul(
                    Numeric.mul(x, Numeric.add(Numeric.erf(Numeric.mul(x, Math.sqrt(0.5))), 1)),
                    0.5),
            Sample.real(2, 3)));
  }
}
