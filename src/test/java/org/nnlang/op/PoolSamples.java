// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Dim;

/** Samples of {@link Pool}. */
final class PoolSamples {
  private PoolSamples() {}

  static List<Sample> pool() {
    List<Dim> plane = Sizes.of(4, 5);
    Sample.Arg x = Sample.real(2, 2, 4, 5);
    WindowGeometry slide =
        new WindowGeometry(List.of(2, 2), List.of(1, 1), List.of(1, 0), List.of(1, 0));
    PoolWindows odd = new PoolWindows(List.of(3, 2), slide, true);
    return List.of(
        of(new Pool(Pool.Kind.MAX, PoolWindows.of(2, 2, 2), plane), x),
        of(new Pool(Pool.Kind.MAX, PoolWindows.of(2, 3, 1), plane), x),
        of(new Pool(Pool.Kind.MAX, PoolWindows.of(1, 2, 3), Sizes.of(7)), Sample.real(2, 2, 7)),
        of(new Pool(Pool.Kind.MAX_TAKE, PoolWindows.of(2, 2, 2), plane), x, x),
        of(new Pool(Pool.Kind.MAX_TAKE, PoolWindows.of(2, 3, 1), plane), x, x),
        of(new Pool(Pool.Kind.MAX_ADD, PoolWindows.of(2, 2, 2), plane), x, Sample.real(2, 2, 2, 2)),
        of(new Pool(Pool.Kind.MAX_ADD, PoolWindows.of(2, 3, 1), plane), x, Sample.real(2, 2, 2, 3)),
        of(
            new Pool(Pool.Kind.MAX_ADD, PoolWindows.of(2, 2, 2), plane),
            Sample.real(0, 2, 4, 5),
            Sample.real(0, 2, 2, 2)),
        of(new Pool(Pool.Kind.MAX, odd, plane), x),
        of(new Pool(Pool.Kind.MAX_TAKE, odd, plane), x, x),
        of(new Pool(Pool.Kind.MAX_ADD, odd, plane), x, Sample.real(2, 2, 3, 3)),
        of(new Pool(Pool.Kind.MEAN, odd, plane), x),
        of(new Pool(Pool.Kind.MEAN_ADD, odd, plane), Sample.real(2, 2, 3, 3)),
        of(new Pool(Pool.Kind.MEAN, PoolWindows.of(2, 3, 1), plane), x),
        of(new Pool(Pool.Kind.MEAN_ADD, PoolWindows.of(2, 2, 2), plane), Sample.real(2, 2, 2, 2)),
        of(
            new Pool(Pool.Kind.MEAN_ADD, PoolWindows.of(1, 3, 2), Sizes.of(7)),
            Sample.real(2, 2, 3)));
  }

  private static Sample of(Pool op, Sample.Arg... args) {
    return Sample.of(op.name(), n -> n.get(0).graph().add(op, n), args);
  }
}
