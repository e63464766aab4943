// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;

/** The axes after {@code [batch, channel]} made longer, each by a whole factor. */
public final class Upsample {
  private Upsample() {}

  /** Each number as many times as the factors say. */
  public static Node nearest(Node x, List<Integer> factors) {
    check(x, factors);
    Node y = x;
    for (int i = 0; i < factors.size(); i++) {
      y = nearest(y, 2 + i, factors.get(i));
    }
    return y;
  }

  /** On lines between the middles of neighbours; level beyond the first and last of these. */
  public static Node linear(Node x, List<Integer> factors) {
    check(x, factors);
    Node y = Types.real(x);
    for (int i = 0; i < factors.size(); i++) {
      y = linear(y, 2 + i, factors.get(i));
    }
    return y;
  }

  private static Node linear(Node x, int axis, int factor) {
    if (factor == 1 || x.type().dim(axis).is(0)) {
      return nearest(x, axis, factor);
    }
    Dim size = x.type().dim(axis);
    Dim one = Dim.of(1);
    Node before =
        Ops.concat(
            List.of(
                Ops.slice(x, axis, Dim.of(0), one, 1),
                Ops.slice(x, axis, Dim.of(0), size.plus(-1), 1)),
            axis);
    Node after =
        Ops.concat(
            List.of(Ops.slice(x, axis, one, size, 1), Ops.slice(x, axis, size.plus(-1), size, 1)),
            axis);
    List<Node> parts = new ArrayList<>();
    for (int k = 0; k < factor; k++) {
      // of the new number from the middle of the old, in sizes of the old
      double off = (k + 0.5) / factor - 0.5;
      Node near = off < 0 ? before : after;
      double part = Math.abs(off);
      parts.add(part == 0 ? x : Numeric.add(Numeric.mul(x, 1 - part), Numeric.mul(near, part)));
    }
    return joined(parts, axis);
  }

  private static Node nearest(Node x, int axis, int factor) {
    List<Dim> dims = new ArrayList<>(x.type().dims());
    dims.add(axis + 1, Dim.of(factor));
    return flattened(Ops.expand(Ops.unsqueeze(x, axis + 1), dims), axis);
  }

  /** Number i of each of {@code parts} in turn, then number i + 1. */
  private static Node joined(List<Node> parts, int axis) {
    return flattened(Ops.stack(parts, axis + 1), axis);
  }

  /** The axis and the next as one. */
  private static Node flattened(Node x, int axis) {
    List<Dim> dims = new ArrayList<>(x.type().dims());
    Dim inner = dims.remove(axis + 1);
    dims.set(axis, dims.get(axis).times(inner));
    return Ops.reshape(x, dims);
  }

  private static void check(Node x, List<Integer> factors) {
    if (factors == null || factors.isEmpty() || x.rank() != factors.size() + 2) {
      int axes = factors == null ? 0 : factors.size();
      throw Messages.rank("upsample", "[batch, channel" + ", size".repeat(axes) + "]", x.type());
    }
    for (int factor : factors) {
      if (factor < 1) {
        throw Messages.argument("a factor must be at least 1, found " + factor);
      }
    }
  }
}
