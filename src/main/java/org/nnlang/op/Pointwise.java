// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Type;
import org.nnlang.graph.Unary;
import org.nnlang.tensor.DType;

/** Element by element work on one tensor; the result has its shape and element type. */
public interface Pointwise extends Op {
  Unary unary();

  /** The constant of those that take one. */
  default double c() {
    return 0;
  }

  /** Whether it is also defined on ints, with ints as its result. */
  default boolean onInts() {
    return false;
  }

  /**
   * The gradient of the input.
   *
   * @param x the input
   * @param y the result
   * @param up the gradient of the result
   * @return null where it is zero everywhere
   */
  @Nullable Node derivative(Node x, Node y, Node up);

  @Override
  default Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    if (!x.dtype().isFloat() && !(onInts() && x.dtype() == DType.INT)) {
      throw Messages.dtype(name(), onInts() ? "numbers" : "floats", x);
    }
    return x;
  }

  @Override
  default List<Node> gradient(Node self, Node upstream) {
    Branch branch = Branch.of(upstream);
    Node slope = derivative(self.input(0), self, branch == null ? upstream : branch.inner());
    return Arrays.asList(slope == null || branch == null ? slope : branch.closed(slope));
  }
}
