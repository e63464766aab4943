// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/**
 * The axes from {@code from} up to, not including, {@code to} become one number, kept as 1 or not.
 */
public interface Reducing extends Op {
  int from();

  int to();

  boolean keep();

  Reduction reduction();

  @Override
  default Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    if (x.dtype() == DType.BOOL) {
      throw Messages.dtype(name(), "numbers", x);
    }
    if (from() < 0 || to() > x.rank() || from() > to()) {
      throw Messages.axis(to() - 1, x);
    }
    Type out = x.with(Shapes.reduced(x.dims(), from(), to(), keep()));
    boolean ordered = reduction() == Reduction.MAX || reduction() == Reduction.MIN;
    if (ordered && x.count().is(0) && !out.count().is(0)) {
      throw Messages.empty(name(), x);
    }
    return out;
  }

  /** A node of the result's shape with the reduced axes as 1. */
  default Node kept(Node reduced, Type input) {
    return Ops.reshape(reduced, Shapes.reduced(input.dims(), from(), to(), true));
  }
}
