// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import java.util.Collections;
import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.op.PoolWindows;
import org.nnlang.op.WindowGeometry;

/** Settings of poolings. */
final class Pools {
  private Pools() {}

  static void check(Layer layer) {
    int axes = layer.settings().get("k") instanceof List ? 2 : 1;
    List<Integer> kernel = WindowSettings.sizes(layer, "k", axes, 1);
    if (!layer.settings().isNone("stride")) {
      WindowSettings.sizes(layer, "stride", axesOf(layer, "stride"), 1);
    }
    List<Integer> padding = WindowSettings.sizes(layer, "padding", axesOf(layer, "padding"), 0);
    if (Collections.max(padding) > Collections.max(kernel) / 2) {
      throw LayerChecks.range(
          layer, "padding", "at most half of `k`", layer.settings().get("padding"));
    }
  }

  private static int axesOf(Layer layer, String setting) {
    return layer.settings().get(setting) instanceof List ? 2 : 1;
  }

  static PoolWindows windows(Layer layer, Node x) {
    boolean images =
        List.of("k", "stride", "padding").stream().anyMatch(s -> axesOf(layer, s) == 2);
    if (x.rank() != 4 && (images || x.rank() != 3)) {
      String time = images ? "" : "[batch, channel, time] or ";
      throw LayerChecks.shape(layer, x, time + "[batch, channel, height, width]");
    }
    LayerChecks.real(layer, x);
    int axes = x.rank() - 2;
    List<Integer> kernel = WindowSettings.sizes(layer, "k", axes, 1);
    List<Integer> stride =
        layer.settings().isNone("stride") ? kernel : WindowSettings.sizes(layer, "stride", axes, 1);
    List<Integer> padding = WindowSettings.sizes(layer, "padding", axes, 0);
    List<Integer> next = Collections.nCopies(axes, 1);
    return new PoolWindows(
        kernel, new WindowGeometry(stride, next, padding, padding), layer.settings().flag("ceil"));
  }
}
