// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;

/** Axes of size 1 repeated, and new leading axes, without a copy. */
public record Expand(List<Dim> dims) implements Primitive {
  public Expand {
    dims = List.copyOf(dims);
  }

  @Override
  public String name() {
    return "expand";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    Sizes.check(dims);
    int extra = dims.size() - x.rank();
    if (extra < 0) {
      throw Messages.expand(x, dims);
    }
    for (int i = 0; i < x.rank(); i++) {
      if (!x.dim(i).is(1) && x.dim(i).cannotEqual(dims.get(extra + i))) {
        throw Messages.expand(x, dims);
      }
    }
    return x.with(dims);
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return List.of(Shapes.unbroadcast(upstream, self.input(0).type()));
  }
}
