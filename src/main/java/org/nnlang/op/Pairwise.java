// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** Element by element work on two tensors of one element type, which broadcast. */
public interface Pairwise extends Op {
  Binary binary();

  /** The gradient of the left input in the shape of the result, or null. */
  @Nullable Node left(Node a, Node b, Node y, Node up);

  /** The gradient of the right input in the shape of the result, or null. */
  @Nullable Node right(Node a, Node b, Node y, Node up);

  @Override
  default Type infer(List<Type> inputs) {
    Type a = inputs.get(0);
    Type b = inputs.get(1);
    if (a.dtype() != b.dtype()) {
      throw Messages.differentTypes(name(), a, b);
    }
    if (a.dtype() == DType.BOOL) {
      throw Messages.dtype(name(), "numbers", a);
    }
    return a.with(Shapes.broadcast(a, b));
  }

  @Override
  default List<Node> gradient(Node self, Node upstream) {
    Node a = self.input(0);
    Node b = self.input(1);
    Branch branch = Branch.of(upstream);
    Node up = branch == null ? upstream : branch.inner();
    return Arrays.asList(
        closed(left(a, b, self, up), branch, a), closed(right(a, b, self, up), branch, b));
  }

  private static @Nullable Node closed(
      @Nullable Node gradient, @Nullable Branch branch, Node input) {
    if (gradient == null) {
      return null;
    }
    Node all = branch == null ? gradient : branch.closed(gradient);
    return Shapes.unbroadcast(all, input.type());
  }
}
