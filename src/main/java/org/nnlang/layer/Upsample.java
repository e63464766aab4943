// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;

/** Times or images made larger. */
@AutoService(LayerKind.class)
public final class Upsample implements LayerKind {
  @Override
  public String signature() {
    return "upsample(factor: integer|list, mode: string = \"nearest\")";
  }

  @Override
  public String doc() {
    return """
    A layer that makes time or images `factor` times as long: `[batch, channel, time]` or `[batch, channel,
    height, width]`; `factor` may be `[height, width]`. `mode: "nearest"` repeats each number,
    `"linear"` draws lines between the middles of neighbours (of images: bilinear), as PyTorch's
    Upsample with `align_corners=False`.
    Example: upsample(2) >> conv2d(16, 8, 3, padding: 1)\
    """;
  }

  @Override
  public void build(Layer layer) {
    WindowSettings.sizes(
        layer, "factor", layer.settings().get("factor") instanceof List ? 2 : 1, 1);
    String mode = layer.settings().string("mode");
    if (!List.of("nearest", "linear").contains(mode)) {
      throw LayerChecks.range(layer, "mode", "\"nearest\" or \"linear\"", mode);
    }
  }

  @Override
  public Node forward(Trace trace, Layer layer, Node x) {
    boolean images = layer.settings().get("factor") instanceof List;
    if (x.rank() != 4 && (images || x.rank() != 3)) {
      String time = images ? "" : "[batch, channel, time] or ";
      throw LayerChecks.shape(layer, x, time + "[batch, channel, height, width]");
    }
    LayerChecks.real(layer, x);
    List<Integer> factors = WindowSettings.sizes(layer, "factor", x.rank() - 2, 1);
    return layer.settings().string("mode").equals("nearest")
        ? org.nnlang.op.Upsample.nearest(x, factors)
        : org.nnlang.op.Upsample.linear(x, factors);
  }
}
