// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** Samples of {@link Iota}. */
final class IotaSamples {
  private IotaSamples() {}

  static List<Sample> iota() {
    return List.of(
        Sample.one(
            "iota", x -> Ops.iota(x.graph(), Type.of(DType.INT, 4, 3), 0, 2, 3), Sample.real()),
        Sample.one(
            "iota",
            x -> Ops.iota(x.graph(), Type.of(DType.FLOAT32, 4, 3), 1, -1, 0.5),
            Sample.real()));
  }
}
