// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** Samples of {@link Reshape}. */
final class ReshapeSamples {
  private ReshapeSamples() {}

  static List<Sample> reshape() {
    return List.of(
        Sample.one("reshape", x -> Ops.reshape(x, Sizes.of(3, 2)), Sample.real(2, 3)),
        Sample.one("reshape", x -> Ops.reshape(x, Sizes.of(-1)), Sample.real(2, 3)),
        Sample.one("reshape", x -> Ops.reshape(x, Sizes.of(2, -1, 1)), Sample.real(2, 3)),
        Sample.one("reshape", x -> Ops.reshape(x, Sizes.of()), Sample.real(1, 1)),
        Sample.one("reshape", x -> Ops.reshape(x, Sizes.of(5, 0)), Sample.real(0, 3)),
        Sample.one(
            "reshape",
            x -> Ops.reshape(x, List.of(Dim.of(2))),
            new Sample.Arg(Type.of(DType.INT, 2, 1), 0, 5)));
  }
}
