// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Dim;

/** Samples of {@link ScatterAdd}. */
final class ScatterAddSamples {
  private ScatterAddSamples() {}

  static List<Sample> scatterAdd() {
    return List.of(
        of(Sample.real(5, 3), Sample.index(4, 5)),
        of(Sample.real(2, 3, 2), Sample.index(4, 2, 3)),
        of(Sample.real(5), Sample.index(4, 5)),
        of(Sample.real(0, 2), Sample.index(4, 0)),
        Sample.of(
            "scatterAdd",
            n -> n.get(0).apply(new ScatterAdd(Dim.of(4)), n.get(1), n.get(2)),
            Sample.real(5, 3),
            Sample.index(4, 5),
            Sample.real(4, 3)));
  }

  private static Sample of(Sample.Arg x, Sample.Arg index) {
    return Sample.of(
        "scatterAdd", n -> n.get(0).apply(new ScatterAdd(Dim.of(4)), n.get(1)), x, index);
  }
}
