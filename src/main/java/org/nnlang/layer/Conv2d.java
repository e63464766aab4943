// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;

/** Convolution over images. */
@AutoService(LayerKind.class)
public final class Conv2d implements LayerKind {
  @Override
  public String signature() {
    return "conv2d(in: integer, out: integer, kernel: integer|list, stride: integer|list = 1, "
        + "padding: integer|list|string = 0, dilation: integer|list = 1, groups: integer = 1, "
        + "*, bias: boolean = true, init: function? = none)";
  }

  @Override
  public String doc() {
    return """
    A layer that slides `kernel` by `kernel` weights over images: `[batch, in, height, width]` to `[batch,
    out, places, places]`, with `padding` zeros on all sides; `"same"` keeps the size. The weights see
    every `dilation`-th number. Sizes are a number or `[height, width]`. With `groups` each of so many
    equal parts of the channels is convolved by itself; with `in` of them each channel is.
    Weights: `weight` `[out, in / groups, kernel, kernel]` and `bias` `[out]`, drawn evenly up to
    1/sqrt(in / groups * kernel * kernel), or as `init` draws.
    Example: conv2d(3, 16, 3, padding: 1) >> relu >> max_pool(2)\
    """;
  }

  @Override
  public void build(Layer layer) {
    WindowSettings.build(layer, 2, false);
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    return WindowSettings.convolved(trace, layer, x, WindowSettings.geometry(layer, 2));
  }
}
