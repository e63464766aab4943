// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.op.Convolution;
import org.nnlang.value.Arguments;

/** Convolution along time. */
@AutoService(LayerKind.class)
public final class Conv1d implements LayerKind {
  @Override
  public String signature() {
    return "conv1d(in: integer, out: integer, kernel: integer, stride: integer = 1, "
        + "padding: integer = 0, dilation: integer = 1, causal: boolean = false, "
        + "*, bias: boolean = true, init: function? = none)";
  }

  @Override
  public String doc() {
    return """
    A layer that slides `kernel` weights along time: `[batch, in, time]` to `[batch, out, places]`, with
    `padding` zeros at both ends. `causal: true` puts all zeros before the first, so that no place sees a
    later one and time keeps its length.
    Weights: `weight` `[out, in, kernel]` and `bias` `[out]`, drawn evenly up to 1/sqrt(in * kernel), or
    as `init` draws.
    Example: conv1d(8, 16, 3, padding: 1)\
    """;
  }

  @Override
  public void build(Layer layer) {
    int in = Check.positive(layer, "in");
    int out = Check.positive(layer, "out");
    int kernel = Check.positive(layer, "kernel");
    Check.positive(layer, "stride");
    Check.positive(layer, "dilation");
    Check.atLeast(layer, "padding", 0);
    Initializer draw = new Initializer(layer, 1 / Math.sqrt((double) in * kernel));
    draw.weight("weight", out, in, kernel);
    if (layer.settings().flag("bias")) {
      draw.bias("bias", out);
    }
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    Arguments s = layer.settings();
    String wanted = "[batch, " + s.integer("in") + ", time]";
    Check.rank(layer, x, 3, wanted);
    Check.size(layer, x, 1, s.integer("in"), wanted);
    int padding = s.integer("padding");
    int before = s.flag("causal") ? s.integer("dilation") * (s.integer("kernel") - 1) : padding;
    int after = s.flag("causal") ? 0 : padding;
    return Convolution.conv1d(
        x,
        layer.read(trace, "weight"),
        layer.read(trace, "bias"),
        s.integer("stride"),
        before,
        after,
        s.integer("dilation"));
  }
}
