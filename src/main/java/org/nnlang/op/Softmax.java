// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;

/** Numbers along an axis as probabilities, and the logarithm of their sum of exponentials. */
public final class Softmax {
  private static final double LARGE = Float.MAX_VALUE;

  private Softmax() {}

  /** {@code exp(x) / sum(exp(x))} along an axis. */
  public static Node softmax(Node x, int axis) {
    Node real = Types.real(x);
    Node e = Ops.exp(Ops.sub(real, shift(real, axis)));
    return Ops.div(e, Ops.sum(e, List.of(axis), true));
  }

  /** {@code log(softmax(x))}, exact where probabilities are too small for a float. */
  public static Node logSoftmax(Node x, int axis) {
    Node real = Types.real(x);
    Node moved = Ops.sub(real, shift(real, axis));
    return Ops.sub(moved, Ops.log(Ops.sum(Ops.exp(moved), List.of(axis), true)));
  }

  /** {@code log(sum(exp(x)))} over an axis, kept as 1 or not. */
  public static Node logSumExp(Node x, int axis, boolean keep) {
    Node real = Types.real(x);
    // infinities of one sign only must not give the difference of two
    Node shift = Ops.clip(shift(real, axis), -LARGE, LARGE);
    Node sum = Ops.sum(Ops.exp(Ops.sub(real, shift)), List.of(axis), true);
    Node out = Ops.add(Ops.log(sum), shift);
    int at = Shapes.axis(axis, x.type());
    Type type = out.type();
    return keep ? out : Ops.reshape(out, Shapes.reduced(type.dims(), at, at + 1, false));
  }

  /** The largest number, so that no exponential overflows; it cancels, so it has no gradient. */
  private static Node shift(Node x, int axis) {
    return Ops.detach(Ops.max(x, List.of(axis), true));
  }
}
