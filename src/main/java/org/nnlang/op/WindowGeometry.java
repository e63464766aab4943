// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;

/**
 * How windows go over the axes after {@code [batch, channel]}, an entry an axis: how far apart they
 * and the numbers within them are, and how many zeros lie around the input.
 */
public record WindowGeometry(
    List<Integer> stride, List<Integer> dilation, List<Integer> before, List<Integer> after) {
  public WindowGeometry {
    stride = List.copyOf(stride);
    dilation = List.copyOf(dilation);
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  public int axes() {
    return stride.size();
  }

  /** How many windows of this kernel there are along each axis of {@code x}. */
  public List<Dim> places(Type x, List<Integer> kernel) {
    if (x.rank() != axes() + 2) {
      throw Messages.rank(
          "a convolution or pooling", "[batch, channel" + ", size".repeat(axes()) + "]", x);
    }
    List<Dim> out = new ArrayList<>();
    for (int i = 0; i < axes(); i++) {
      if (kernel.get(i) < 1 || stride.get(i) < 1 || dilation.get(i) < 1) {
        throw Messages.argument(
            "kernel, stride and dilation are at least 1, found "
                + kernel.get(i)
                + ", "
                + stride.get(i)
                + " and "
                + dilation.get(i));
      }
      if (before.get(i) < 0 || after.get(i) < 0) {
        throw Messages.argument(
            "padding is at least 0, found " + Math.min(before.get(i), after.get(i)));
      }
      long reach = (long) dilation.get(i) * (kernel.get(i) - 1) + 1;
      long zeros = (long) before.get(i) + after.get(i);
      Dim free = x.dim(2 + i).plus(zeros - reach);
      if (free.isKnown() && free.value() < 0) {
        throw Messages.kernelTooLarge(reach, zeros, x);
      }
      out.add(free.floorDiv(stride.get(i)).plus(1));
    }
    return out;
  }

  /** The sizes of the axes that windows go over. */
  public static List<Dim> sizes(Type t) {
    return t.dims().subList(2, t.rank());
  }

  /** A type of so many channels, each of these sizes. */
  public static Type planes(Type like, Dim batch, Dim channels, List<Dim> sizes) {
    List<Dim> dims = new ArrayList<>(List.of(batch, channels));
    dims.addAll(sizes);
    return like.with(dims);
  }
}
