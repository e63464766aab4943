// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/**
 * The opposite of {@link TakeAlong}: along an axis of {@code size} zeros input 0 is added at the
 * indices of input 1, which has its shape.
 */
public record AddAlong(int axis, Dim size) implements Primitive {
  @Override
  public String name() {
    return "add_along";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    if (x.dtype() == DType.BOOL) {
      throw Messages.dtype(name(), "numbers", x);
    }
    TakeAlong.check(name(), axis, x, inputs.get(1));
    if (!Shapes.mayEqual(x.dims(), inputs.get(1).dims())) {
      throw Messages.indices(name(), x, inputs.get(1), axis);
    }
    return x.with(Shapes.replaced(x.dims(), axis, size));
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return Arrays.asList(upstream.apply(new TakeAlong(axis, false), self.input(1)), null);
  }
}
