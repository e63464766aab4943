// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.op.Pool.Kind;
import org.nnlang.tensor.DType;

/** Convolution and pooling over the axes after {@code [batch, channel]}. */
public final class Convolution {
  private Convolution() {}

  /**
   * Convolution of {@code [batch, in, size...]} by weights {@code [out, in / groups, kernel...]} to
   * {@code [batch, out, place...]}.
   *
   * @param bias a number for each of {@code out}, or null
   * @param slide an entry for each axis after the channels
   * @param groups each part of {@code in} goes to the same part of {@code out} alone
   */
  public static Node convolve(
      Node x, Node weight, @Nullable Node bias, WindowGeometry slide, int groups) {
    String name = "conv" + slide.axes() + "d";
    checkRanks(name, "[out, in", x, weight, slide);
    if (groups < 1) {
      throw Messages.groups("in", x.type().dim(1), groups);
    }
    if (x.type().dim(1).cannotEqual(weight.type().dim(1).times(groups))) {
      throw Messages.channels(name, x.type(), weight.type(), groups);
    }
    DType both = Types.common(Types.real(x), Types.real(weight));
    List<Node> inputs = new ArrayList<>(List.of(Numeric.cast(x, both), Numeric.cast(weight, both)));
    if (bias != null) {
      inputs.add(Numeric.cast(bias, both));
    }
    return x.graph().add(Convolve.forward(slide, groups), inputs);
  }

  /**
   * Convolution backwards: each number of {@code [batch, in, place...]} is spread by weights {@code
   * [in, out / groups, kernel...]} over a window of {@code [batch, out, size...]}, of which {@code
   * slide} says where it lies. As PyTorch's transposed convolution.
   *
   * @param extra numbers at the end of each axis that windows need not reach
   */
  public static Node transposed(
      Node x,
      Node weight,
      @Nullable Node bias,
      WindowGeometry slide,
      List<Integer> extra,
      int groups) {
    String name = "conv_transpose" + slide.axes() + "d";
    checkRanks(name, "[in, out", x, weight, slide);
    if (x.type().dim(1).cannotEqual(weight.type().dim(0))) {
      throw Messages.channels(name, x.type(), weight.type().dim(0));
    }
    DType both = Types.common(Types.real(x), Types.real(weight));
    List<Dim> kernel = WindowGeometry.sizes(weight.type());
    List<Dim> sizes = slide.sizes(x.type(), kernel, extra);
    Node y =
        Numeric.cast(x, both)
            .apply(Convolve.transposed(slide, groups, sizes), Numeric.cast(weight, both));
    if (bias == null) {
      return y;
    }
    List<Dim> channels = new ArrayList<>(Collections.nCopies(y.rank(), Dim.of(1)));
    channels.set(1, y.type().dim(1));
    return Numeric.add(y, Ops.reshape(Numeric.cast(bias, both), channels));
  }

  private static void checkRanks(
      String name, String weights, Node x, Node weight, WindowGeometry slide) {
    int rank = slide.axes() + 2;
    if (x.rank() != rank || weight.rank() != rank) {
      throw Messages.rank(
          name,
          "[batch, channel"
              + ", size".repeat(slide.axes())
              + "] and "
              + weights
              + ", kernel".repeat(slide.axes())
              + "]",
          x.rank() != rank ? x.type() : weight.type());
    }
  }

  /** The largest number of each window along every axis after the channels. */
  public static Node maxPool(Node x, PoolWindows windows) {
    return Pool.of(Kind.MAX, pooled("max_pool", x), windows);
  }

  /** The mean of each window, of which zeros around are a part. */
  public static Node avgPool(Node x, PoolWindows windows) {
    return Pool.of(Kind.MEAN, pooled("avg_pool", x), windows);
  }

  private static Node pooled(String name, Node x) {
    if (x.rank() < 3 || x.rank() > 4) {
      throw Messages.rank(
          name, "[batch, channel, size] or [batch, channel, height, width]", x.type());
    }
    return Types.real(x);
  }
}
