// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.kernel.Pooling.Kind;

/** Convolution and pooling over the axes after {@code [batch, channel]}. */
public final class Convolution {
  private Convolution() {}

  /**
   * {@code [batch, in, time]} by weights {@code [out, in, kernel]} to {@code [batch, out, places]},
   * with {@code before} and {@code after} zeros around the time.
   */
  public static Node conv1d(
      Node x, Node weight, Node bias, int stride, int before, int after, int dilation) {
    Node padded = Ops.pad(checked("conv1d", x, weight, 1), 2, before, after, 0);
    return convolve(padded, weight, bias, List.of(stride), List.of(dilation));
  }

  /** {@code [batch, in, height, width]} by weights {@code [out, in, kernel, kernel]}. */
  public static Node conv2d(Node x, Node weight, Node bias, int stride, int padding) {
    Node rows = Ops.pad(checked("conv2d", x, weight, 2), 2, padding, padding, 0);
    Node padded = Ops.pad(rows, 3, padding, padding, 0);
    return convolve(padded, weight, bias, List.of(stride, stride), List.of(1, 1));
  }

  private static Node checked(String name, Node x, Node weight, int axes) {
    Type w = weight.type();
    if (x.rank() != axes + 2 || w.rank() != axes + 2) {
      throw Messages.rank(
          name,
          "[batch, channel"
              + ", size".repeat(axes)
              + "] and [out, in"
              + ", kernel".repeat(axes)
              + "]",
          x.rank() != axes + 2 ? x.type() : w);
    }
    if (x.type().dim(1).cannotEqual(w.dim(1))) {
      throw Messages.channels(name, x.type(), w);
    }
    return Types.real(x);
  }

  /** One product of all windows of all images with the weights. */
  private static Node convolve(
      Node x, Node weight, Node bias, List<Integer> stride, List<Integer> dilation) {
    Type w = weight.type();
    int n = stride.size();
    List<Integer> kernel = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if (!w.dim(2 + i).isKnown()) {
        throw Messages.rank("a convolution", "weights of known size", w);
      }
      kernel.add(Math.toIntExact(w.dim(2 + i).value()));
    }
    Node windows = x.apply(new Windows(kernel, stride, dilation));
    List<Dim> seen = windows.type().dims();
    Dim width = Type.product(w.dims().subList(1, w.rank()));
    Dim places = Type.product(seen.subList(0, n + 1));
    Node rows = Ops.reshape(windows, List.of(places, width));
    Node kernels = Ops.transpose(Ops.reshape(weight, List.of(w.dim(0), width)));
    Node product = Ops.matmul(rows, kernels);
    Node biased = bias == null ? product : Ops.add(product, bias);
    List<Dim> dims = new ArrayList<>(seen.subList(0, n + 1));
    dims.add(w.dim(0));
    return channelsSecond(Ops.reshape(biased, dims));
  }

  private static Node channelsSecond(Node x) {
    List<Integer> order = new ArrayList<>(List.of(0, x.rank() - 1));
    for (int i = 1; i < x.rank() - 1; i++) {
      order.add(i);
    }
    return Ops.permute(x, order);
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
