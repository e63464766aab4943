// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.Collections;
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

  /** Windows next to each other, without zeros around. */
  static WindowGeometry plain(int axes) {
    List<Integer> one = Collections.nCopies(axes, 1);
    List<Integer> none = Collections.nCopies(axes, 0);
    return new WindowGeometry(one, one, none, none);
  }

  public int axes() {
    return stride.size();
  }

  /** How many windows of this kernel there are along each axis of {@code x}. */
  public List<Dim> places(Type x, List<Integer> kernel) {
    return places(x, kernel, false);
  }

  /**
   * The same.
   *
   * @param ceil whether there is one more window where the last leaves a rest, if it begins in
   *     front of the zeros at the end
   */
  List<Dim> places(Type x, List<Integer> kernel, boolean ceil) {
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
      Dim whole = free.floorDiv(stride.get(i)).plus(1);
      out.add(ceil ? withRest(free, x.dim(2 + i), i) : whole);
    }
    return out;
  }

  private Dim withRest(Dim free, Dim size, int i) {
    int step = stride.get(i);
    Dim windows = free.plus(step - 1L).floorDiv(step).plus(1);
    Dim begun = size.plus(before.get(i) + step - 1L).floorDiv(step);
    return Dim.least(windows, begun);
  }

  /**
   * The opposite of {@link #places}: the sizes over which windows reach of which {@code x} has one
   * a place.
   *
   * @param extra numbers at the end of each axis that windows need not reach, fewer than there are
   *     from a window, or from a number of one, to the next
   */
  List<Dim> sizes(Type x, List<Dim> kernel, List<Integer> extra) {
    if (extra == null || extra.size() != axes()) {
      throw Messages.argument("`output_padding` has a number for each axis of a kernel");
    }
    List<Dim> out = new ArrayList<>();
    for (int i = 0; i < axes(); i++) {
      int most = Math.max(stride.get(i), dilation.get(i)) - 1;
      if (extra.get(i) < 0 || extra.get(i) > most) {
        throw Messages.argument(
            "`output_padding` is at least 0 and less than stride or dilation, found "
                + extra.get(i));
      }
      Dim reach = kernel.get(i).plus(-1).times(dilation.get(i)).plus(1L + extra.get(i));
      Dim last = x.dim(2 + i).plus(-1).times(stride.get(i));
      Dim size = last.plus(reach).plus(-(long) before.get(i) - after.get(i));
      if (size.isKnown() && size.value() < 0) {
        throw Messages.argument(
            "`padding` takes away more than there is: a size of " + size + " would be left");
      }
      out.add(size);
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
