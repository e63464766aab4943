// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.op.Convolution;

/** The largest number of windows. */
@AutoService(LayerKind.class)
public final class MaxPool implements LayerKind {
  @Override
  public String signature() {
    return "max_pool(k: integer, stride: integer? = none)";
  }

  @Override
  public String doc() {
    return """
    A layer that takes the largest number of each window of `k` places along time, or `k` by `k` of an image:
    `[batch, channel, time]` or `[batch, channel, height, width]`. Windows are `stride` apart, which is `k`
    unless given.
    Example: conv2d(3, 16, 3) >> relu >> max_pool(2)\
    """;
  }

  @Override
  public void build(Layer layer) {
    Check.positive(layer, "k");
    stride(layer);
  }

  private static int stride(Layer layer) {
    return Check.positive(layer, layer.settings().isNone("stride") ? "k" : "stride");
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    if (x.rank() != 3 && x.rank() != 4) {
      throw Check.shape(layer, x, "[batch, channel, time] or [batch, channel, height, width]");
    }
    Check.real(layer, x);
    return Convolution.maxPool(x, layer.settings().integer("k"), stride(layer));
  }
}
