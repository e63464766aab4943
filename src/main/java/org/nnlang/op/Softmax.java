// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;

/** Numbers along an axis as probabilities, and the logarithm of their sum of exponentials. */
public final class Softmax {
  private static final double LARGE = Float.MAX_VALUE;

  private Softmax() {}

  /** {@code exp(x) / sum(exp(x))} along an axis. */
  public static Node softmax(Node x, int axis) {
    Node real = Types.real(x);
    Node e = Numeric.exp(Numeric.sub(real, shift(real, List.of(axis))));
    return Numeric.div(e, Ops.sum(e, List.of(axis), true));
  }

  /** The same, and zeros for what is minus infinity all along the axis. */
  static Node softmaxOrZeros(Node x, int axis) {
    Node shift = Numeric.clip(shift(x, List.of(axis)), -LARGE, Double.POSITIVE_INFINITY);
    Node e = Numeric.exp(Numeric.sub(x, shift));
    // where there is a largest number, it alone adds 1
    return Numeric.div(e, Numeric.maximum(Ops.sum(e, List.of(axis), true), 1.0));
  }

  /** {@code log(softmax(x))}, exact where probabilities are too small for a float. */
  public static Node logSoftmax(Node x, int axis) {
    Node real = Types.real(x);
    Node moved = Numeric.sub(real, shift(real, List.of(axis)));
    return Numeric.sub(moved, Ops.sum(Numeric.exp(moved), List.of(axis), true).apply(new Log()));
  }

  /** {@code log(sum(exp(x)))} over an axis, kept as 1 or not. */
  public static Node logSumExp(Node x, int axis, boolean keep) {
    return logSumExp(x, List.of(axis), keep);
  }

  /** The same over some axes, all of them where the list is null. */
  public static Node logSumExp(Node x, @Nullable List<Integer> axes, boolean keep) {
    Node real = Types.real(x);
    List<Integer> all = Shapes.axes(axes, real.type());
    // infinities of one sign only must not give the difference of two
    Node shift = Numeric.clip(shift(real, all), -LARGE, LARGE);
    Node sum = Ops.sum(Numeric.exp(Numeric.sub(real, shift)), all, true);
    Node out = Numeric.add(sum.apply(new Log()), shift);
    return keep ? out : Ops.reshape(out, without(out.type(), all));
  }

  private static List<Dim> without(Type type, List<Integer> axes) {
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < type.rank(); i++) {
      if (!axes.contains(i)) {
        dims.add(type.dim(i));
      }
    }
    return dims;
  }

  /** The largest number, so that no exponential overflows; it cancels, so it has no gradient. */
  private static Node shift(Node x, List<Integer> axes) {
    return Numeric.detach(Ops.max(x, axes, true));
  }
}
