// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;

/** Transposed convolution over images. */
@AutoService(LayerKind.class)
public final class ConvTranspose2d implements LayerKind {
  @Override
  public String signature() {
    return "conv_transpose2d(in: integer, out: integer, kernel: integer|list, "
        + "stride: integer|list = 1, padding: integer|list = 0, dilation: integer|list = 1, "
        + "groups: integer = 1, *, output_padding: integer|list = 0, bias: boolean = true, "
        + "init: function? = none)";
  }

  @Override
  public String doc() {
    return """
    A convolution backwards, which makes images larger: `[batch, in, height, width]` to `[batch, out, higher,
    wider]`. Each place is spread by `kernel` by `kernel` weights over numbers `stride` further on than
    those of the place before; `padding` numbers are taken away on all sides, `output_padding` added
    below and right. `higher` is
    (height - 1) * stride + dilation * (kernel - 1) + 1 - 2 * padding + output_padding.
    Sizes are a number or `[height, width]`.
    Weights: `weight` `[in, out / groups, kernel, kernel]` and `bias` `[out]`, drawn evenly up to
    1/sqrt(out / groups * kernel * kernel), or as `init` draws.
    Example: conv_transpose2d(16, 8, 4, stride: 2, padding: 1)\
    """;
  }

  @Override
  public void build(Layer layer) {
    WindowSettings.build(layer, 2, true);
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    return WindowSettings.transposed(trace, layer, x, 2);
  }
}
