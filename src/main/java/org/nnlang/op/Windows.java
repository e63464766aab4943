// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Lowering;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Type;

/**
 * What a kernel sees at each place: {@code [batch, channel, size...]} as {@code [batch, place...,
 * channel, kernel...]}, without a copy.
 */
record Windows(List<Integer> kernel, List<Integer> stride, List<Integer> dilation) implements Op {
  Windows {
    kernel = List.copyOf(kernel);
    stride = List.copyOf(stride);
    dilation = List.copyOf(dilation);
  }

  @Override
  public String name() {
    return "windows";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    int n = kernel.size();
    if (x.rank() != n + 2) {
      throw Messages.rank(
          "a convolution or pooling", "[batch, channel" + ", size".repeat(n) + "]", x);
    }
    List<Dim> dims = new ArrayList<>(List.of(x.dim(0)));
    for (int i = 0; i < n; i++) {
      if (kernel.get(i) < 1 || stride.get(i) < 1 || dilation.get(i) < 1) {
        throw Messages.argument(
            "kernel, stride and dilation are at least 1, found "
                + kernel.get(i)
                + ", "
                + stride.get(i)
                + " and "
                + dilation.get(i));
      }
      long reach = dilation.get(i) * (kernel.get(i) - 1L) + 1;
      Dim free = x.dim(2 + i).plus(-reach);
      if (free.isKnown() && free.value() < 0) {
        throw Messages.kernelTooLarge(reach, 0, x);
      }
      dims.add(free.floorDiv(stride.get(i)).plus(1));
    }
    dims.add(x.dim(1));
    kernel.forEach(k -> dims.add(Dim.of(k)));
    return x.with(dims);
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    List<Dim> dims = self.input(0).type().dims();
    return List.of(upstream.apply(new Fold(this, dims.subList(2, dims.size()))));
  }

  @Override
  public Lowering lower(List<Type> inputs, Type output) {
    int n = kernel.size();
    long[] from = Shapes.strides(inputs.get(0));
    long[] strides = new long[2 * n + 2];
    strides[0] = from[0];
    strides[n + 1] = from[1];
    for (int i = 0; i < n; i++) {
      strides[1 + i] = from[2 + i] * stride.get(i);
      strides[n + 2 + i] = from[2 + i] * dilation.get(i);
    }
    return Shapes.view(0, strides, output);
  }

  static List<Sample> samples() {
    return List.of(
        of(new Windows(List.of(3), List.of(1), List.of(1)), Sample.real(2, 2, 5)),
        of(new Windows(List.of(2), List.of(2), List.of(2)), Sample.real(1, 2, 7)),
        of(new Windows(List.of(2, 3), List.of(1, 2), List.of(1, 1)), Sample.real(2, 2, 4, 5)),
        of(new Windows(List.of(2, 2), List.of(2, 2), List.of(1, 1)), Sample.real(1, 1, 5, 4)));
  }

  private static Sample of(Windows op, Sample.Arg x) {
    return Sample.one("windows", n -> n.apply(op), x);
  }
}
