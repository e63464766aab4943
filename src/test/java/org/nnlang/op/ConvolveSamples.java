// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;

/** Samples of {@link Convolve}. */
final class ConvolveSamples {
  private ConvolveSamples() {}

  static List<Sample> convolve() {
    WindowGeometry line = new WindowGeometry(List.of(2), List.of(2), List.of(3), List.of(0));
    WindowGeometry plane =
        new WindowGeometry(List.of(1, 2), List.of(2, 1), List.of(1, 0), List.of(0, 2));
    WindowGeometry plain =
        new WindowGeometry(List.of(1, 1), List.of(1, 1), List.of(0, 0), List.of(0, 0));
    return List.of(
        of(Convolve.forward(line, 1), Sample.real(2, 2, 6), Sample.real(3, 2, 3), Sample.real(3)),
        of(Convolve.forward(plane, 1), Sample.real(2, 2, 5, 5), Sample.real(3, 2, 2, 3)),
        of(
            Convolve.forward(plain, 1),
            Sample.real(1, 2, 3, 4),
            Sample.real(2, 2, 3, 3),
            Sample.real(2)),
        of(
            Convolve.forward(plain, 1),
            Sample.real(0, 2, 3, 4),
            Sample.real(2, 2, 3, 3),
            Sample.real(2)),
        of(
            Convolve.forward(plain, 1),
            Sample.real(2, 0, 3, 4),
            Sample.real(2, 0, 3, 3),
            Sample.real(2)),
        of(
            Convolve.forward(plane, 2),
            Sample.real(2, 4, 5, 5),
            Sample.real(6, 2, 2, 3),
            Sample.real(6)),
        of(Convolve.forward(line, 4), Sample.real(2, 4, 6), Sample.real(4, 1, 3)),
        of(
            new Convolve(Convolve.Kind.IMAGES, line, 2, Sizes.of(6)),
            Sample.real(2, 4, 3),
            Sample.real(4, 1, 3)),
        of(
            new Convolve(Convolve.Kind.WEIGHTS, plane, 2, Sizes.of(2, 3)),
            Sample.real(2, 2, 5, 5),
            Sample.real(2, 2, 4, 3)),
        of(
            new Convolve(Convolve.Kind.IMAGES, line, 1, Sizes.of(6)),
            Sample.real(2, 3, 3),
            Sample.real(3, 2, 3)),
        of(
            new Convolve(Convolve.Kind.IMAGES, plane, 1, Sizes.of(5, 5)),
            Sample.real(2, 3, 4, 3),
            Sample.real(3, 2, 2, 3)),
        of(
            new Convolve(Convolve.Kind.WEIGHTS, line, 1, Sizes.of(3)),
            Sample.real(2, 2, 6),
            Sample.real(2, 3, 3)),
        of(
            new Convolve(Convolve.Kind.WEIGHTS, plane, 1, Sizes.of(2, 3)),
            Sample.real(2, 2, 5, 5),
            Sample.real(2, 3, 4, 3)));
  }

  private static Sample of(Convolve op, Sample.Arg... args) {
    return Sample.of(op.name(), n -> n.get(0).graph().add(op, n), args);
  }
}
