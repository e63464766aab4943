// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;

/** Transposed convolution along time. */
@AutoService(LayerKind.class)
public final class ConvTranspose1d implements LayerKind {
  @Override
  public String signature() {
    return "conv_transpose1d(in: integer, out: integer, kernel: integer, stride: integer = 1, "
        + "padding: integer = 0, dilation: integer = 1, groups: integer = 1, *, "
        + "output_padding: integer = 0, bias: boolean = true, init: function? = none)";
  }

  @Override
  public String doc() {
    return """
    A convolution backwards, which makes time longer: `[batch, in, time]` to `[batch, out, longer]`. Each
    place is spread by `kernel` weights over numbers `stride` further on than those of the place before;
    `padding` numbers are taken away at both ends, `output_padding` added at the last. `longer` is
    (time - 1) * stride + dilation * (kernel - 1) + 1 - 2 * padding + output_padding.
    Weights: `weight` `[in, out / groups, kernel]` and `bias` `[out]`, drawn evenly up to
    1/sqrt(out / groups * kernel), or as `init` draws.
    Example: conv_transpose1d(16, 8, 4, stride: 2, padding: 1)\
    """;
  }

  @Override
  public void build(Layer layer) {
    WindowSettings.build(layer, 1, true);
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    return WindowSettings.transposed(trace, layer, x, 1);
  }
}
