// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Assemble}. */
final class AssembleSamples {
  private AssembleSamples() {}

  static List<Sample> assemble() {
    return List.of(
        joined("concat", 0, Sample.real(2, 3), Sample.real(1, 3)),
        joined("concat", -1, Sample.real(2, 3), Sample.real(2, 2)),
        joined("concat", 1, Sample.real(2, 0, 2), Sample.real(2, 2, 2)),
        Sample.of("stack", n -> Ops.stack(n, 0), Sample.real(2, 3), Sample.real(2, 3)),
        Sample.of("stack", n -> Ops.stack(n, -1), Sample.real(2), Sample.real(2)),
        Sample.of("stack", n -> Ops.stack(n, 1), Sample.real(2, 3), Sample.real(2, 3)),
        Sample.one("pad", x -> Ops.pad(x, 0, 1, 2, 0), Sample.real(2, 3)),
        Sample.one("pad", x -> Ops.pad(x, -1, 2, 0, 1.5), Sample.real(2, 3)),
        Sample.one("pad", x -> Ops.pad(x, 0, 0, 0, 0), Sample.real(2)),
        Sample.one(
            "place",
            x ->
                Numeric.add(
                    Numeric.mul(Ops.index(x, 0, 1), 3),
                    Numeric.mul(Ops.index(x, 0, 0), Ops.index(x, 0, 1))),
            Sample.real(2, 3)));
  }

  private static Sample joined(String name, int axis, Sample.Arg a, Sample.Arg b) {
    return Sample.of(name, n -> Ops.concat(n, axis), a, b);
  }
}
