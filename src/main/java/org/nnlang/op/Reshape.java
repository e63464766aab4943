// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Origin;
import org.nnlang.graph.Type;

/** The same elements in another shape. */
public record Reshape(List<Dim> dims) implements Primitive {
  public Reshape {
    dims = List.copyOf(dims);
  }

  @Override
  public String name() {
    return "reshape";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    Sizes.check(dims);
    if (x.count().cannotEqual(Type.product(dims))) {
      throw Messages.reshape(x, dims);
    }
    return x.with(dims);
  }

  /** Axes at either end stay where all further out have the same sizes too. */
  @Override
  public Origin.@Nullable Axis source(Node self, int axis) {
    Type x = self.input(0).type();
    int shift = self.rank() - x.rank();
    boolean first =
        axis < x.rank() && x.dims().subList(0, axis + 1).equals(dims.subList(0, axis + 1));
    boolean last =
        axis >= shift
            && x.dims().subList(axis - shift, x.rank()).equals(dims.subList(axis, self.rank()));
    return last
        ? new Origin.Axis(self.input(0), axis - shift)
        : first ? new Origin.Axis(self.input(0), axis) : null;
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return List.of(Ops.reshape(upstream, self.input(0).type().dims()));
  }
}
