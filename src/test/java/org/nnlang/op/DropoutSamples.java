// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Dropout}. */
final class DropoutSamples {
  private DropoutSamples() {}

  static List<Sample> dropout() {
    return List.of(
        Sample.one("dropout", x -> Dropout.dropout(x, 0.4, 3), Sample.real(4, 3)),
        Sample.one("dropout", x -> Dropout.dropout(x, 0, 3), Sample.real(2)));
  }
}
