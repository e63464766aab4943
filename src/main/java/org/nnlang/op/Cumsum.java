// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** Along an axis the sum of the numbers up to each. */
public record Cumsum(int axis) implements Primitive {
  @Override
  public String name() {
    return "cumsum";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    Shapes.axis(axis, x);
    if (x.dtype() == DType.BOOL) {
      throw Messages.dtype(name(), "numbers", x);
    }
    return x;
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    List<Integer> along = List.of(axis);
    return List.of(Ops.flip(Ops.flip(upstream, along).apply(this), along));
  }
}
