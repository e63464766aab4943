// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;

/** Normalisation along the last axis. */
public final class Norms {
  private Norms() {}

  /**
   * Mean 0 and variance 1 along the last axis, then {@code * weight + bias}.
   *
   * @param weight of the size of the last axis, or null
   * @param bias of the size of the last axis, or null
   */
  public static Node layerNorm(Node x, @Nullable Node weight, @Nullable Node bias, double eps) {
    List<Integer> last = List.of(-1);
    Node distance = Ops.sub(x, Ops.mean(x, last, true));
    Node variance = Ops.mean(Ops.square(distance), last, true);
    return scaled(Ops.mul(distance, Ops.rsqrt(Ops.add(variance, eps))), weight, bias);
  }

  /**
   * {@code x / sqrt(mean(x²) + eps)} along the last axis, then {@code * weight}, which may be null.
   */
  public static Node rmsNorm(Node x, Node weight, double eps) {
    Node square = Ops.mean(Ops.square(x), List.of(-1), true);
    return scaled(Ops.mul(x, Ops.rsqrt(Ops.add(square, eps))), weight, null);
  }

  private static Node scaled(Node y, @Nullable Node weight, @Nullable Node bias) {
    Node scaled = weight == null ? y : Ops.mul(y, weight);
    return bias == null ? scaled : Ops.add(scaled, bias);
  }
}
