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
}
