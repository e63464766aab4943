// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/**
 * Places of the first axis by index: {@code [rows, ...]} by ints {@code [i...]} is {@code [i...,
 * ...]}.
 */
public record Gather() implements Primitive {
  @Override
  public String name() {
    return "gather";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    Type index = inputs.get(1);
    if (x.rank() == 0) {
      throw Messages.rank(name(), "a tensor with axes", x);
    }
    if (index.dtype() != DType.INT) {
      throw Messages.dtype(name(), "ints as indices", index);
    }
    List<Dim> dims = new ArrayList<>(index.dims());
    dims.addAll(x.dims().subList(1, x.rank()));
    return x.with(dims);
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    Dim rows = self.input(0).type().dim(0);
    return Arrays.asList(upstream.apply(new ScatterAdd(rows), self.input(1)), null);
  }

  static List<Sample> samples() {
    return List.of(
        of(0, Sample.real(4, 3), Sample.index(4, 5)),
        of(0, Sample.real(4, 3), Sample.index(4, 2, 3)),
        of(0, Sample.real(4), Sample.index(4, 5)),
        of(0, Sample.real(4, 2), Sample.index(4)),
        of(1, Sample.real(2, 3, 2), Sample.index(3, 4)),
        of(-1, Sample.real(2, 3), Sample.index(3, 2, 2)),
        of(0, Sample.real(4, 3), Sample.index(4, 0)));
  }

  private static Sample of(int axis, Sample.Arg x, Sample.Arg index) {
    return Sample.of("take", n -> Ops.take(n.get(0), n.get(1), axis), x, index);
  }
}
