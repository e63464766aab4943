// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import static org.nnlang.op.Sample.one;
import static org.nnlang.op.Sample.real;

import java.util.List;

/** Samples of {@link Sizes}. */
final class SizesSamples {
  private SizesSamples() {}

  static List<Sample> number() {
    return List.of(
        one(
            "number",
            x -> Numeric.mul(x, Sizes.number(x.graph(), x.type().count(), x.dtype())),
            real(3, 2)),
        one(
            "number",
            x -> Numeric.mul(x, Sizes.number(x.graph(), x.type().count(), x.dtype())),
            real(0, 2)));
  }
}
