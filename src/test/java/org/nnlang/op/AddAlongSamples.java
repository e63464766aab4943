// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Dim;

/** Samples of {@link AddAlong}. */
final class AddAlongSamples {
  private AddAlongSamples() {}

  static List<Sample> addAlong() {
    return List.of(
        of(0, Sample.real(2, 3), Sample.index(4, 2, 3)),
        of(1, Sample.real(2, 5, 2), Sample.index(4, 2, 5, 2)),
        of(0, Sample.index(9, 2, 3), Sample.index(4, 2, 3)),
        Sample.of(
            "scatterAdd",
            n -> Ops.scatterAdd(n.get(0), n.get(1), n.get(2), 0),
            Sample.real(4, 3),
            Sample.index(4, 2, 3),
            Sample.real(2, 3)));
  }

  private static Sample of(int axis, Sample.Arg x, Sample.Arg index) {
    return Sample.of(
        "addAlong", n -> n.get(0).apply(new AddAlong(axis, Dim.of(4)), n.get(1)), x, index);
  }
}
