// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Identity}. */
final class IdentitySamples {
  private IdentitySamples() {}

  static List<Sample> identity() {
    return List.of(
        Sample.one("identity", Ops::identity, Sample.real(2, 3)),
        Sample.one("identity", x -> Ops.mul(x, Ops.identity(x)), Sample.real(3)));
  }
}
