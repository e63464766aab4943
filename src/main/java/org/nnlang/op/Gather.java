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
}
