// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** The index of the largest number along an axis, which is kept as 1; of equal ones the first. */
public record ArgMax(int axis) implements Primitive {
  @Override
  public String name() {
    return "argmax";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    Shapes.axis(axis, x);
    if (x.dim(axis).is(0)) {
      throw Messages.empty(name(), x);
    }
    return new Type(DType.INT, Shapes.replaced(x.dims(), axis, Dim.of(1)));
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return Arrays.asList((Node) null);
  }
}
