// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;

/**
 * Input 0 with the numbers of input 2 in place of those at the indices of input 1 along an axis;
 * where an index stands twice, the last of them. The opposite of {@link TakeAlong}.
 */
public record PutAlong(int axis) implements Primitive {
  @Override
  public String name() {
    return "scatter";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    Type index = inputs.get(1);
    Type values = inputs.get(2);
    TakeAlong.check(name(), axis, x, index);
    if (values.dtype() != x.dtype()) {
      throw Messages.differentTypes(name(), x, values);
    }
    if (!Shapes.mayEqual(values.dims(), index.dims())) {
      throw Messages.indices(name(), values, index, axis);
    }
    return x;
  }

  static Node of(Node x, Node index, Node values, int axis) {
    int at = Shapes.axis(axis, x.type());
    Node spread = Ops.expand(values, index.type().dims());
    return x.apply(new PutAlong(at), index, Numeric.cast(spread, x.dtype()));
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    Node index = self.input(1);
    Node none = Ops.full(self.graph(), self.input(2).type(), 0.0);
    return Arrays.asList(
        upstream.apply(this, index, none), null, upstream.apply(new TakeAlong(axis, false), index));
  }
}
