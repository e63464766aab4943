// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Dim;

/** Samples of {@link IndexOps}. */
final class IndexingSamples {
  private IndexingSamples() {}

  static List<Sample> indexing() {
    return List.of(
        Sample.of(
            "takePairs",
            n -> Ops.takePairs(n.get(0), List.of(n.get(1), n.get(2)), List.of(1, 2)),
            Sample.real(2, 3, 4),
            Sample.index(3, 5),
            Sample.index(4, 2, 5)),
        Sample.of(
            "takePairs",
            n -> Ops.takePairs(n.get(0), List.of(n.get(1), n.get(2)), List.of(0, 2)),
            Sample.real(2, 3, 4),
            Sample.index(2, 5),
            Sample.index(4, 5)),
        Sample.one("oneHot", x -> Ops.oneHot(x, Dim.of(4)), Sample.index(4, 2, 3)),
        Sample.one("tril", x -> Ops.tril(x, 0), Sample.real(2, 3, 4)),
        Sample.one("tril", x -> Ops.tril(x, -1), Sample.bool(3, 3)),
        Sample.one("triu", x -> Ops.triu(x, 1), Sample.real(3, 2)));
  }
}
