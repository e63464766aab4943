// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;
import org.nnlang.op.WindowGeometry;
import org.nnlang.value.Arguments;
import org.nnlang.value.TypeNames;

/** Convolution along time. */
@AutoService(LayerKind.class)
public final class Conv1d implements LayerKind {
  @Override
  public String signature() {
    return "conv1d(in: integer, out: integer, kernel: integer, stride: integer = 1, "
        + "padding: integer|string = 0, dilation: integer = 1, groups: integer = 1, "
        + "causal: boolean = false, *, bias: boolean = true, init: function? = none)";
  }

  @Override
  public String doc() {
    return """
    A layer that slides `kernel` weights along time: `[batch, in, time]` to `[batch, out, places]`, with
    `padding` zeros at both ends; `"same"` keeps the length. The weights see every `dilation`-th number.
    With `groups` each of so many equal parts of the channels is convolved by itself; with `in` of them
    each channel is. `causal: true` puts all zeros before the first, so that no place sees a later one
    and time keeps its length.
    Weights: `weight` `[out, in / groups, kernel]` and `bias` `[out]`, drawn evenly up to
    1/sqrt(in / groups * kernel), or as `init` draws.
    Example: conv1d(8, 16, 3, padding: "same") >> gelu\
    """;
  }

  @Override
  public void build(Layer layer) {
    WindowSettings.build(layer, 1, false);
  }

  private static WindowGeometry geometry(Layer layer) {
    WindowGeometry slide = WindowSettings.geometry(layer, 1);
    Arguments s = layer.settings();
    if (!s.flag("causal")) {
      return slide;
    }
    int zeros = TypeNames.toInt(s.whole("dilation") * (s.integer("kernel") - 1));
    return new WindowGeometry(slide.stride(), slide.dilation(), List.of(zeros), List.of(0));
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    return WindowSettings.convolved(trace, layer, x, geometry(layer));
  }
}
