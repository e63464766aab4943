// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.op.Convolution;
import org.nnlang.value.Arguments;

/** Convolution over images. */
@AutoService(LayerKind.class)
public final class Conv2d implements LayerKind {
  @Override
  public String signature() {
    return "conv2d(in: integer, out: integer, kernel: integer, stride: integer = 1, "
        + "padding: integer = 0, *, bias: boolean = true, init: function? = none)";
  }

  @Override
  public String doc() {
    return """
    A layer that slides `kernel` by `kernel` weights over images: `[batch, in, height, width]` to `[batch,
    out, places, places]`, with `padding` zeros on all sides.
    Weights: `weight` `[out, in, kernel, kernel]` and `bias` `[out]`, drawn evenly up to
    1/sqrt(in * kernel * kernel), or as `init` draws.
    Example: conv2d(3, 16, 3, padding: 1) >> relu >> max_pool(2)\
    """;
  }

  @Override
  public void build(Layer layer) {
    int in = Check.positive(layer, "in");
    int out = Check.positive(layer, "out");
    int kernel = Check.positive(layer, "kernel");
    Check.positive(layer, "stride");
    Check.atLeast(layer, "padding", 0);
    Initializer draw = new Initializer(layer, 1 / Math.sqrt((double) in * kernel * kernel));
    draw.weight("weight", out, in, kernel, kernel);
    if (layer.settings().flag("bias")) {
      draw.bias("bias", out);
    }
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    Arguments s = layer.settings();
    String wanted = "[batch, " + s.integer("in") + ", height, width]";
    Check.rank(layer, x, 4, wanted);
    Check.size(layer, x, 1, s.integer("in"), wanted);
    return Convolution.conv2d(
        x,
        layer.read(trace, "weight"),
        layer.read(trace, "bias"),
        s.integer("stride"),
        s.integer("padding"));
  }
}
