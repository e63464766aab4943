// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Convolution}. */
final class ConvolutionSamples {
  private ConvolutionSamples() {}

  static List<Sample> convolution() {
    WindowGeometry line = new WindowGeometry(List.of(2), List.of(2), List.of(4), List.of(0));
    WindowGeometry same = new WindowGeometry(List.of(1), List.of(1), List.of(1), List.of(1));
    WindowGeometry plane =
        new WindowGeometry(List.of(2, 1), List.of(1, 2), List.of(1, 0), List.of(1, 0));
    return List.of(
        Sample.of(
            "convolve",
            n -> Convolution.convolve(n.get(0), n.get(1), n.get(2), same, 1),
            Sample.real(2, 2, 5),
            Sample.real(3, 2, 3),
            Sample.real(3)),
        Sample.of(
            "convolve",
            n -> Convolution.convolve(n.get(0), n.get(1), null, line, 1),
            Sample.real(1, 2, 5),
            Sample.real(3, 2, 3)),
        Sample.of(
            "convolve",
            n -> Convolution.convolve(n.get(0), n.get(1), n.get(2), plane, 2),
            Sample.real(2, 4, 3, 4),
            Sample.real(6, 2, 3, 2),
            Sample.real(6)),
        Sample.of(
            "transposed",
            n -> Convolution.transposed(n.get(0), n.get(1), n.get(2), plane, List.of(1, 0), 2),
            Sample.real(2, 4, 3, 3),
            Sample.real(4, 3, 3, 2),
            Sample.real(6)),
        Sample.of(
            "transposed",
            n ->
                Convolution.transposed(
                    n.get(0), n.get(1), null, WindowGeometry.plain(1), List.of(0), 1),
            Sample.real(1, 2, 4),
            Sample.real(2, 3, 3)),
        Sample.one(
            "maxPool",
            x -> Convolution.maxPool(x, PoolWindows.of(2, 2, 2)),
            Sample.real(2, 2, 4, 5)),
        Sample.one(
            "maxPool", x -> Convolution.maxPool(x, PoolWindows.of(1, 3, 1)), Sample.real(1, 2, 5)),
        Sample.one(
            "maxPool",
            x -> Convolution.maxPool(Numeric.relu(x), PoolWindows.of(2, 2, 2)),
            Sample.real(2, 2, 4, 5)),
        Sample.one(
            "avgPool",
            x -> Convolution.avgPool(x, PoolWindows.of(2, 2, 2)),
            Sample.real(2, 2, 4, 4)));
  }
}
