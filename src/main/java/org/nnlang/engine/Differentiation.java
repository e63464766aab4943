// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.nnlang.graph.Autograd;
import org.nnlang.graph.Node;
import org.nnlang.op.Ops;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** Gradients as the engine's callers want them: of a scalar, zeros where nothing depends on it. */
final class Differentiation {
  private Differentiation() {}

  /** The node as it is, of one element. */
  static Node scalar(Node value) {
    if (!value.dtype().isFloat()) {
      throw Problem.of(
          ErrorCode.TYPE, "only a floating point number has a gradient, not " + value.type());
    }
    if (value.type().isKnown() && value.type().size() != 1) {
      throw Problem.of(
              ErrorCode.SHAPE,
              "only a single number has a gradient, not a tensor of " + value.type())
          .hint("reduce it first, as by mean(...) or sum(...)");
    }
    return value.rank() == 0 ? value : Ops.reshape(value, List.of());
  }

  /**
   * The gradients by {@code wrt}.
   *
   * @param without is called with the index of what the value does not depend on
   */
  static List<Node> gradients(Node value, List<Node> wrt, IntConsumer without) {
    Node one = Ops.full(value.graph(), value.type(), 1);
    List<Node> out = new ArrayList<>();
    List<Node> found = Autograd.gradients(value, one, wrt, Ops::accumulated);
    for (int i = 0; i < wrt.size(); i++) {
      Node g = found.get(i);
      if (g == null) {
        without.accept(i);
      }
      out.add(g != null ? g : Ops.full(value.graph(), wrt.get(i).type(), 0));
    }
    return out;
  }
}
