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
 * The opposite of {@link Gather}: input 0, {@code [i..., ...]}, is added to {@code rows} rows of
 * zeros, or to those of input 2 where there is one, at the indices of input 1, {@code [i...]}.
 */
public record ScatterAdd(Dim rows) implements Primitive {
  @Override
  public String name() {
    return "scatter_add";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    Type index = inputs.get(1);
    if (!x.dtype().isFloat()) {
      throw Messages.dtype(name(), "floats", x);
    }
    if (index.dtype() != DType.INT) {
      throw Messages.dtype(name(), "ints as indices", index);
    }
    int n = index.rank();
    if (x.rank() < n || !Shapes.mayEqual(x.dims().subList(0, n), index.dims())) {
      throw Messages.broadcast(x, index);
    }
    List<Dim> dims = new ArrayList<>(List.of(rows));
    dims.addAll(x.dims().subList(n, x.rank()));
    Type result = x.with(dims);
    if (inputs.size() > 2
        && (inputs.get(2).dtype() != x.dtype()
            || !Shapes.mayEqual(inputs.get(2).dims(), result.dims()))) {
      throw Messages.broadcast(result, inputs.get(2));
    }
    return result;
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    Node rows = upstream.apply(new Gather(), self.input(1));
    return self.inputs().size() > 2
        ? Arrays.asList(rows, null, upstream)
        : Arrays.asList(rows, null);
  }

  static List<Sample> samples() {
    return List.of(
        of(Sample.real(5, 3), Sample.index(4, 5)),
        of(Sample.real(2, 3, 2), Sample.index(4, 2, 3)),
        of(Sample.real(5), Sample.index(4, 5)),
        of(Sample.real(0, 2), Sample.index(4, 0)),
        Sample.of(
            "scatterAdd",
            n -> n.get(0).apply(new ScatterAdd(Dim.of(4)), n.get(1), n.get(2)),
            Sample.real(5, 3),
            Sample.index(4, 5),
            Sample.real(4, 3)));
  }

  private static Sample of(Sample.Arg x, Sample.Arg index) {
    return Sample.of(
        "scatterAdd", n -> n.get(0).apply(new ScatterAdd(Dim.of(4)), n.get(1)), x, index);
  }
}
