// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link MatMul}. */
final class MatMulSamples {
  private MatMulSamples() {}

  static List<Sample> matMul() {
    return List.of(
        of(false, false, Sample.real(2, 3), Sample.real(3, 4)),
        of(true, false, Sample.real(3, 2), Sample.real(3, 4)),
        of(false, true, Sample.real(2, 3), Sample.real(4, 3)),
        of(true, true, Sample.real(3, 2), Sample.real(4, 3)),
        of(true, true, Sample.real(2, 3, 2), Sample.real(2, 4, 3)),
        of(false, true, Sample.real(2, 1, 2, 3), Sample.real(2, 1, 4, 3)),
        of(false, false, Sample.real(2, 0), Sample.real(0, 4)),
        of(false, false, Sample.real(0, 3), Sample.real(3, 4)),
        of(false, true, Sample.index(9, 2, 3), Sample.index(9, 4, 3)),
        Sample.of(
            "matmul",
            n -> n.get(0).apply(new MatMul(false, true), n.get(1), n.get(2)),
            Sample.real(2, 2, 3),
            Sample.real(2, 4, 3),
            Sample.real(2, 2, 4)));
  }

  private static Sample of(boolean ta, boolean tb, Sample.Arg a, Sample.Arg b) {
    return Sample.of("matmul", n -> n.get(0).apply(new MatMul(ta, tb), n.get(1)), a, b);
  }
}
