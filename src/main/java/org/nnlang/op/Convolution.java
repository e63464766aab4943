// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Pool.Kind;
import org.nnlang.tensor.DType;

/** Convolution and pooling over the axes after {@code [batch, channel]}. */
public final class Convolution {
  private Convolution() {}

  /**
   * {@code [batch, in, time]} by weights {@code [out, in, kernel]} to {@code [batch, out, places]},
   * with {@code before} and {@code after} zeros around the time.
   */
  public static Node conv1d(
      Node x, Node weight, Node bias, int stride, int before, int after, int dilation) {
    WindowGeometry slide =
        new WindowGeometry(List.of(stride), List.of(dilation), List.of(before), List.of(after));
    return convolve("conv1d", x, weight, bias, slide);
  }

  /** {@code [batch, in, height, width]} by weights {@code [out, in, kernel, kernel]}. */
  public static Node conv2d(Node x, Node weight, Node bias, int stride, int padding) {
    List<Integer> zeros = List.of(padding, padding);
    WindowGeometry slide = new WindowGeometry(List.of(stride, stride), List.of(1, 1), zeros, zeros);
    return convolve("conv2d", x, weight, bias, slide);
  }

  private static Node convolve(String name, Node x, Node weight, Node bias, WindowGeometry slide) {
    Type w = weight.type();
    int rank = slide.axes() + 2;
    if (x.rank() != rank || w.rank() != rank) {
      throw Messages.rank(
          name,
          "[batch, channel"
              + ", size".repeat(slide.axes())
              + "] and [out, in"
              + ", kernel".repeat(slide.axes())
              + "]",
          x.rank() != rank ? x.type() : w);
    }
    if (x.type().dim(1).cannotEqual(w.dim(1))) {
      throw Messages.channels(name, x.type(), w);
    }
    DType both = Types.common(Types.real(x), Types.real(weight));
    List<Node> inputs = new ArrayList<>(List.of(Ops.cast(x, both), Ops.cast(weight, both)));
    if (bias != null) {
      inputs.add(Ops.cast(bias, both));
    }
    return x.graph().add(Convolve.forward(slide), inputs);
  }

  /**
   * The largest number of each window of {@code kernel} along every axis after the channels.
   *
   * <p>Where the numbers come from {@link Ops#relu}, that is done to the largest ones instead: the
   * same numbers and gradients at a part of the work.
   */
  public static Node maxPool(Node x, int kernel, int stride) {
    Node real = pooled("max_pool", x);
    if (real.op() instanceof Relu) {
      return Ops.relu(Pool.of(Kind.MAX, real.input(0), kernel, stride));
    }
    return Pool.of(Kind.MAX, real, kernel, stride);
  }

  /** The mean of each window. */
  public static Node avgPool(Node x, int kernel, int stride) {
    return Pool.of(Kind.MEAN, pooled("avg_pool", x), kernel, stride);
  }

  private static Node pooled(String name, Node x) {
    if (x.rank() < 3 || x.rank() > 4) {
      throw Messages.rank(
          name, "[batch, channel, size] or [batch, channel, height, width]", x.type());
    }
    return Types.real(x);
  }

  static List<Sample> samples() {
    return List.of(
        Sample.of(
            "conv1d",
            n -> conv1d(n.get(0), n.get(1), n.get(2), 1, 1, 1, 1),
            Sample.real(2, 2, 5),
            Sample.real(3, 2, 3),
            Sample.real(3)),
        Sample.of(
            "conv1d",
            n -> conv1d(n.get(0), n.get(1), null, 2, 4, 0, 2),
            Sample.real(1, 2, 5),
            Sample.real(3, 2, 3)),
        Sample.of(
            "conv2d",
            n -> conv2d(n.get(0), n.get(1), n.get(2), 1, 1),
            Sample.real(2, 2, 3, 4),
            Sample.real(3, 2, 3, 3),
            Sample.real(3)),
        Sample.of(
            "conv2d",
            n -> conv2d(n.get(0), n.get(1), null, 2, 0),
            Sample.real(1, 2, 5, 4),
            Sample.real(1, 2, 2, 2)),
        Sample.one("maxPool", x -> maxPool(x, 2, 2), Sample.real(2, 2, 4, 5)),
        Sample.one("maxPool", x -> maxPool(x, 3, 1), Sample.real(1, 2, 5)),
        Sample.one("maxPool", x -> maxPool(Ops.relu(x), 2, 2), Sample.real(2, 2, 4, 5)),
        Sample.one("avgPool", x -> avgPool(x, 2, 2), Sample.real(2, 2, 4, 4)));
  }
}
