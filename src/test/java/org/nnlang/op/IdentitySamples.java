// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Identity}. */
final class IdentitySamples {
  private IdentitySamples() {}

  static List<Sample> identity() {
    return List.of(
        Sample.one("identity", Numeric::identity, Sample.real(2, 3)),
        Sample.one("identity", x -> Numeric.mul(x, Numeric.identity(x)), Sample.real(3)));
  }
}
