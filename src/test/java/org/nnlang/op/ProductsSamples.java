// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Products}. */
final class ProductsSamples {
  private ProductsSamples() {}

  static List<Sample> products() {
    return List.of(
        of(Sample.real(2, 3), Sample.real(3, 4)),
        of(Sample.real(2, 2, 3), Sample.real(3, 4)),
        of(Sample.real(2, 2, 2, 3), Sample.real(3, 1)),
        of(Sample.real(3), Sample.real(3)),
        of(Sample.real(3), Sample.real(3, 2)),
        of(Sample.real(2, 3), Sample.real(3)),
        of(Sample.real(2, 2, 3), Sample.real(3)),
        of(Sample.real(3), Sample.real(2, 3, 2)),
        of(Sample.real(2, 3), Sample.real(2, 3, 2)),
        of(Sample.real(2, 1, 2, 3), Sample.real(4, 3, 2)),
        Sample.of(
            "matmul",
            n -> Ops.matmul(n.get(0), Ops.transpose(n.get(1))),
            Sample.real(2, 2, 3),
            Sample.real(4, 3)),
        Sample.of(
            "matmul",
            n -> Ops.matmul(Ops.transpose(n.get(0)), Ops.transpose(n.get(1))),
            Sample.real(2, 3, 2),
            Sample.real(2, 4, 3)),
        of(Sample.real(0, 3), Sample.real(3, 4)));
  }

  private static Sample of(Sample.Arg a, Sample.Arg b) {
    return Sample.of("matmul", n -> Products.matmul(n.get(0), n.get(1)), a, b);
  }
}
