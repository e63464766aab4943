// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** Axes made longer or shorter, with what lies between the elements. */
public final class Resizing {
  private Resizing() {}

  /**
   * The last axes in other sizes.
   *
   * @param mode {@code nearest}, or {@code linear}: half a pixel is added to places, as PyTorch
   *     does without align_corners
   */
  public static Node resize(Node x, List<Dim> sizes, String mode) {
    boolean linear = mode.equals("linear");
    if (!linear && !mode.equals("nearest")) {
      throw Messages.argument(
          "the mode of resize is \"nearest\" or \"linear\", found \"" + mode + "\"");
    }
    Sizes.check(sizes);
    if (sizes.size() > x.rank()) {
      throw Messages.rank("resize", "at least " + sizes.size() + " axes", x.type());
    }
    Node y = linear ? Types.real(x) : x;
    for (int i = 0; i < sizes.size(); i++) {
      int axis = x.rank() - sizes.size() + i;
      if (!y.type().dim(axis).equals(sizes.get(i))) {
        y = linear ? linear(y, axis, sizes.get(i)) : nearest(y, axis, sizes.get(i));
      }
    }
    return y;
  }

  private static Node nearest(Node x, int axis, Dim size) {
    long old = known(x.type().dim(axis));
    Node place = Ops.mul(Ops.arange(x.graph(), size), old);
    return Ops.take(x, Ops.floorDiv(place, known(size)), axis);
  }

  private static Node linear(Node x, int axis, Dim size) {
    Dim old = x.type().dim(axis);
    if (old.is(0)) {
      throw Messages.empty("resize", x.type());
    }
    double factor = Sizes.number(old) / Sizes.number(size);
    Type line = new Type(DType.FLOAT64, List.of(size));
    Node place = Ops.iota(x.graph(), line, 0, 0.5 * factor - 0.5, factor);
    Node within = Ops.clip(place, 0, Sizes.number(old) - 1);
    Node left = Ops.cast(Ops.floor(within), DType.INT);
    Node right = Ops.minimum(Ops.add(left, 1L), known(old) - 1);
    Node share = Ops.cast(Ops.sub(within, Ops.cast(left, DType.FLOAT64)), x.dtype());
    List<Dim> along = new ArrayList<>(Collections.nCopies(x.rank() - axis, Dim.of(1)));
    along.set(0, size);
    Node part = Ops.reshape(share, along);
    return Ops.add(
        Ops.mul(Ops.take(x, left, axis), Ops.rsub(1.0, part)),
        Ops.mul(Ops.take(x, right, axis), part));
  }

  /** A size in a graph that runs; one that is not known is in none. */
  private static long known(Dim size) {
    return size.isKnown() ? Math.max(1, size.value()) : 1;
  }
}
