// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Resizing}. */
final class ResizingSamples {
  private ResizingSamples() {}

  static List<Sample> resizing() {
    return List.of(
        Sample.one("resize", x -> Resizing.resize(x, Sizes.of(5), "nearest"), Sample.real(2, 3)),
        Sample.one(
            "resize", x -> Resizing.resize(x, Sizes.of(2, 7), "linear"), Sample.real(2, 3, 4)),
        Sample.one("resize", x -> Resizing.resize(x, Sizes.of(6, 2), "nearest"), Sample.real(3, 4)),
        Sample.one("resize", x -> Resizing.resize(x, Sizes.of(1), "linear"), Sample.real(3)));
  }
}
