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
    Node distance = Numeric.sub(x, Ops.mean(x, last, true));
    Node variance = Ops.mean(Numeric.square(distance), last, true);
    return scaled(Numeric.mul(distance, Numeric.rsqrt(Numeric.add(variance, eps))), weight, bias);
  }

  /**
   * {@code x / sqrt(mean(x²) + eps)} along the last axis, then {@code * weight}, which may be null.
   */
  public static Node rmsNorm(Node x, Node weight, double eps) {
    Node square = Ops.mean(Numeric.square(x), List.of(-1), true);
    return scaled(Numeric.mul(x, Numeric.rsqrt(Numeric.add(square, eps))), weight, null);
  }

  private static Node scaled(Node y, @Nullable Node weight, @Nullable Node bias) {
    Node scaled = weight == null ? y : Numeric.mul(y, weight);
    return bias == null ? scaled : Numeric.add(scaled, bias);
  }
}
