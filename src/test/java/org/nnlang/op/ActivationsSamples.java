// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Activations}. */
final class ActivationsSamples {
  private ActivationsSamples() {}

  static List<Sample> activations() {
    return List.of(
        Sample.one("gelu", Activations::gelu, Sample.real(2, 3)),
        Sample.one("gelu", Activations::gelu, Sample.real(0, 3)),
        Sample.one("geluTanh", Activations::geluTanh, Sample.real(2, 3)),
        Sample.one("silu", Activations::silu, Sample.real(2, 3)),
        Sample.one("elu", x -> Activations.elu(x, 1.5), Sample.real(2, 3)),
        Sample.one("selu", Activations::selu, Sample.real(2, 3)),
        Sample.one("mish", Activations::mish, Sample.within(-8, 8, 20)),
        Sample.one("hardSwish", Activations::hardSwish, Sample.within(-5, 5, 20)),
        Sample.one("leakyRelu", x -> Activations.leakyRelu(x, 0.01), Sample.real(2, 3)));
  }
}
