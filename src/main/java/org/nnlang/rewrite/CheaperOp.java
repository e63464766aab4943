// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Rule;
import org.nnlang.graph.Type;
import org.nnlang.op.Div;
import org.nnlang.op.DivScalarBy;
import org.nnlang.op.Fill;
import org.nnlang.op.MulScalar;
import org.nnlang.op.Neg;
import org.nnlang.op.PowScalar;
import org.nnlang.op.Reciprocal;
import org.nnlang.op.Rsqrt;
import org.nnlang.op.Sqrt;
import org.nnlang.op.Square;
import org.nnlang.op.Sum;

/** Powers, quotients by a number and sums for which there is an op that takes less time. */
final class CheaperOp implements Rule {
  @Override
  public @Nullable Node simpler(Graph graph, Op op, List<Node> inputs, Type type) {
    return switch (op) {
      case PowScalar p -> power(graph, p.c(), inputs.get(0));
      case DivScalarBy d when d.c() == 1 -> graph.add(new Reciprocal(), inputs);
      case Div d when inputs.get(1).op() instanceof Fill f && inputs.get(1).rank() == 0 ->
          // the same where the reciprocal has no error
          isPowerOfTwo(f.value()) ? graph.add(new MulScalar(1 / f.value()), inputs.get(0)) : null;
      case Sum s when inputs.get(0).op() instanceof Neg ->
          graph.add(new Neg(), graph.add(s, inputs.get(0).input(0)));
      default -> null;
    };
  }

  private static @Nullable Node power(Graph graph, double c, Node x) {
    if (c == 2) {
      return graph.add(new Square(), x);
    }
    Op root = x.dtype().isFloat() ? root(c) : null;
    return root == null ? null : graph.add(root, x);
  }

  private static @Nullable Op root(double c) {
    if (c == 0.5) {
      return new Sqrt();
    }
    if (c == -1) {
      return new Reciprocal();
    }
    return c == -0.5 ? new Rsqrt() : null;
  }

  private static boolean isPowerOfTwo(double c) {
    double size = Math.abs(c);
    return size >= 0x1p-20 && size <= 0x1p20 && size == Math.scalb(1.0, Math.getExponent(c));
  }
}
