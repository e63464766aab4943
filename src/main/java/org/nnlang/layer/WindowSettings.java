// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nnlang.engine.Trace;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Node;
import org.nnlang.op.Convolution;
import org.nnlang.op.WindowGeometry;
import org.nnlang.source.Problem;
import org.nnlang.value.Arguments;
import org.nnlang.value.Size;
import org.nnlang.value.TypeNames;

/** Settings of layers whose windows slide over the axes after the channels. */
final class WindowSettings {
  private WindowSettings() {}

  /** What comes in, as messages have it. */
  static String wanted(int axes, Object channels) {
    return "[batch, " + channels + (axes == 1 ? ", time]" : ", height, width]");
  }

  /** A size for each axis: one number for all, or a list of as many. */
  static List<Integer> sizes(Layer layer, String setting, int axes, int least) {
    Object value = layer.settings().get(setting);
    if (!(value instanceof List<?> list)) {
      return Collections.nCopies(axes, LayerChecks.atLeast(layer, setting, least));
    }
    List<Integer> out = new ArrayList<>();
    for (Object item : list) {
      if (item instanceof Size) {
        throw new Undecided();
      }
      if (!(item instanceof Long size) || size < least) {
        throw wrong(layer, setting, axes, least);
      }
      out.add(TypeNames.toInt(size));
    }
    if (out.size() != axes) {
      throw wrong(layer, setting, axes, least);
    }
    return out;
  }

  private static Problem wrong(Layer layer, String setting, int axes, int least) {
    String pair = axes == 1 ? "" : ", or [height, width] of such";
    return LayerChecks.range(
        layer, setting, "an integer of at least " + least + pair, layer.settings().get(setting));
  }

  /** How the kernel of a convolution slides: by its stride, dilation and padding. */
  static WindowGeometry geometry(Layer layer, int axes) {
    Arguments settings = layer.settings();
    List<Integer> stride = sizes(layer, "stride", axes, 1);
    List<Integer> dilation = sizes(layer, "dilation", axes, 1);
    if (!(settings.get("padding") instanceof String word)) {
      List<Integer> padding = sizes(layer, "padding", axes, 0);
      return new WindowGeometry(stride, dilation, padding, padding);
    }
    if (!word.equals("same")) {
      throw LayerChecks.range(layer, "padding", "a number of zeros or \"same\"", word);
    }
    if (stride.stream().anyMatch(s -> s != 1)) {
      throw LayerChecks.range(layer, "padding", "a number of zeros where `stride` is not 1", word)
          .hint(
              "\"same\" keeps the size, which a stride does not; half of the kernel, rounded down,"
                  + " is usual");
    }
    List<Integer> kernel = sizes(layer, "kernel", axes, 1);
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      int zeros = TypeNames.toInt((long) dilation.get(i) * (kernel.get(i) - 1));
      before.add(zeros / 2);
      after.add(zeros - zeros / 2);
    }
    return new WindowGeometry(stride, dilation, before, after);
  }

  /** Checks a convolution's settings and makes its weights, drawn as PyTorch draws them. */
  static void build(Layer layer, int axes, boolean transposed) {
    int in = LayerChecks.positive(layer, "in");
    int out = LayerChecks.positive(layer, "out");
    int groups = LayerChecks.positive(layer, "groups");
    for (String channels : List.of("in", "out")) {
      int count = layer.settings().integer(channels);
      if (count % groups != 0) {
        throw LayerChecks.range(layer, channels, "a multiple of `groups`, " + groups, (long) count);
      }
    }
    geometry(layer, axes);
    if (transposed) {
      sizes(layer, "output_padding", axes, 0);
    }
    List<Integer> kernel = sizes(layer, "kernel", axes, 1);
    long[] shape = new long[2 + axes];
    shape[0] = transposed ? in : out;
    shape[1] = (transposed ? out : in) / groups;
    double inputs = shape[1];
    for (int i = 0; i < axes; i++) {
      shape[2 + i] = kernel.get(i);
      inputs *= kernel.get(i);
    }
    Initializer draw = Initializer.uniform(layer, 1 / Math.sqrt(inputs));
    draw.weight("weight", shape);
    if (layer.settings().flag("bias")) {
      draw.bias("bias", out);
    }
  }

  /** What a convolution does with {@code [batch, in, size...]}. */
  static Node convolved(Trace trace, Layer layer, Node x, WindowGeometry slide) {
    check(layer, x, slide.axes());
    return Convolution.convolve(
        x,
        layer.read(trace, "weight"),
        layer.readIfAny(trace, "bias"),
        slide,
        layer.settings().integer("groups"));
  }

  /** What a convolution backwards does. */
  static Node transposed(Trace trace, Layer layer, Node x, int axes) {
    check(layer, x, axes);
    return Convolution.transposed(
        x,
        layer.read(trace, "weight"),
        layer.readIfAny(trace, "bias"),
        geometry(layer, axes),
        sizes(layer, "output_padding", axes, 0),
        layer.settings().integer("groups"));
  }

  private static void check(Layer layer, Node x, int axes) {
    int in = layer.settings().integer("in");
    String wanted = wanted(axes, in);
    LayerChecks.rank(layer, x, 2 + axes, wanted);
    LayerChecks.size(layer, x, 1, in, wanted);
  }
}
