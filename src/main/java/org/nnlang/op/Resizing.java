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
    Dim old = x.type().dim(axis);
    Node places = Ops.arange(x.graph(), size);
    Node place =
        old.isKnown() && size.isKnown()
            ? Numeric.floorDiv(
                Numeric.mul(places, Math.max(1, old.value())), Math.max(1, size.value()))
            : Numeric.floorDiv(Numeric.mul(places, whole(x, old)), whole(x, size));
    return Ops.take(x, place, axis);
  }

  private static Node linear(Node x, int axis, Dim size) {
    Dim old = x.type().dim(axis);
    if (old.is(0)) {
      throw Messages.empty("resize", x.type());
    }
    Node within = places(x, old, size);
    Node left = Numeric.cast(Numeric.floor(within), DType.INT);
    Node right =
        old.isKnown()
            ? Numeric.minimum(Numeric.add(left, 1L), Math.max(1, old.value()) - 1)
            : Numeric.minimum(Numeric.add(left, 1L), Numeric.sub(whole(x, old), 1L));
    Node share = Numeric.cast(Numeric.sub(within, Numeric.cast(left, DType.FLOAT64)), x.dtype());
    List<Dim> along = new ArrayList<>(Collections.nCopies(x.rank() - axis, Dim.of(1)));
    along.set(0, size);
    Node part = Ops.reshape(share, along);
    return Numeric.add(
        Numeric.mul(Ops.take(x, left, axis), Numeric.rsub(1.0, part)),
        Numeric.mul(Ops.take(x, right, axis), part));
  }

  /** Where of {@code old} places each of {@code size} lies. */
  private static Node places(Node x, Dim old, Dim size) {
    Type line = new Type(DType.FLOAT64, List.of(size));
    if (old.isKnown() && size.isKnown()) {
      double factor = (double) old.value() / size.value();
      Node place = Ops.iota(x.graph(), line, 0, 0.5 * factor - 0.5, factor);
      return Numeric.clip(place, 0, old.value() - 1);
    }
    Node from = Sizes.number(x.graph(), old, DType.FLOAT64);
    Node factor = Numeric.div(from, Sizes.number(x.graph(), size, DType.FLOAT64));
    Node middle = Numeric.mul(Ops.iota(x.graph(), line, 0, 0.5, 1), factor);
    return Numeric.minimum(Numeric.maximum(Numeric.sub(middle, 0.5), 0.0), Numeric.sub(from, 1.0));
  }

  private static Node whole(Node x, Dim size) {
    return Sizes.number(x.graph(), size, DType.INT);
  }
}
