// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Rule;
import org.nnlang.graph.Type;
import org.nnlang.op.AddScalar;
import org.nnlang.op.Div;
import org.nnlang.op.Erf;
import org.nnlang.op.Fill;
import org.nnlang.op.Gelu;
import org.nnlang.op.Mul;
import org.nnlang.op.MulScalar;

/**
 * The product of x and {@code 1 + erf(x / sqrt(2))}, each perhaps times a number, by {@link Gelu}:
 * nothing but x needs to be kept for the gradient.
 */
final class GeluPattern implements Rule {
  private static final double ROOT_HALF = Math.sqrt(0.5);

  @Override
  public @Nullable Node simpler(Graph graph, Op op, List<Node> inputs, Type type) {
    if (!(op instanceof Mul)) {
      return null;
    }
    Node found = product(graph, inputs.get(0), inputs.get(1));
    return found != null ? found : product(graph, inputs.get(1), inputs.get(0));
  }

  private static @Nullable Node product(Graph graph, Node left, Node right) {
    Node x = unscaled(left);
    Node share = unscaled(right);
    if (share.op() instanceof AddScalar one
        && one.c() == 1
        && share.input(0).op() instanceof Erf
        && isTimesRootHalf(share.input(0).input(0), x)) {
      return graph.add(new MulScalar(2 * scale(left) * scale(right)), graph.add(new Gelu(), x));
    }
    return null;
  }

  private static Node unscaled(Node n) {
    return n.op() instanceof MulScalar ? n.input(0) : n;
  }

  private static double scale(Node n) {
    return n.op() instanceof MulScalar m ? m.c() : 1;
  }

  /** Whether {@code n} is {@code x / sqrt(2)}, written as a product or as a quotient. */
  private static boolean isTimesRootHalf(Node n, Node x) {
    double c =
        switch (n.op()) {
          case MulScalar m -> m.c();
          case Div d when n.input(1).op() instanceof Fill f -> 1 / f.value();
          default -> 0;
        };
    return !n.inputs().isEmpty() && n.input(0) == x && Math.abs(c - ROOT_HALF) < 1e-6;
  }
}
