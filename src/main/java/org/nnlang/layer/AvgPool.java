// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.op.Convolution;

/** The mean of windows. */
@AutoService(LayerKind.class)
public final class AvgPool implements LayerKind {
  @Override
  public String signature() {
    return "avg_pool(k: integer|list, stride: integer|list|none = none, "
        + "padding: integer|list = 0, ceil: boolean = false)";
  }

  @Override
  public String doc() {
    return """
    A layer that takes the mean of each window of `k` places along time, or `k` by `k` of an image:
    `[batch, channel, time]` or `[batch, channel, height, width]`. Windows are `stride` apart, which is `k`
    unless given, and reach over `padding` zeros beyond all sides, which count. With `ceil` a rest at
    the end is a window too. Sizes are a number or `[height, width]`.
    Example: conv2d(3, 16, 3) >> relu >> avg_pool(2)\
    """;
  }

  @Override
  public void build(Layer layer) {
    Pools.check(layer);
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    return Convolution.avgPool(x, Pools.windows(layer, x));
  }
}
