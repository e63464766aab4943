// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/**
 * {@code x / 2 * (1 + erf(x / sqrt(2)))}, of which the derivative is a function of x alone: nothing
 * but x needs to be kept for it. What scripts write by hand becomes this too.
 */
public record Gelu() implements Pointwise, Primitive {
  private static final double ROOT_HALF = Math.sqrt(0.5);

  @Override
  public String name() {
    return "gelu";
  }

  @Override
  public Unary unary() {
    return Unary.GELU;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Ops.mul(up, x.apply(new GeluSlope()));
  }

  /**
   * The product of {@code a} and {@code b} by this op where one of them is x and the other {@code 1
   * + erf(x / sqrt(2))}, each perhaps times a number; else null.
   */
  static Node product(Node a, Node b) {
    Node found = half(a, b);
    return found != null ? found : half(b, a);
  }

  private static Node half(Node left, Node right) {
    Node x = unscaled(left);
    Node share = unscaled(right);
    if (share.op() instanceof AddScalar one
        && one.c() == 1
        && share.input(0).op() instanceof Erf
        && isRootHalf(share.input(0).input(0), x)) {
      return Ops.mul(x.apply(new Gelu()), 2 * scale(left) * scale(right));
    }
    return null;
  }

  private static Node unscaled(Node n) {
    return n.op() instanceof MulScalar ? n.input(0) : n;
  }

  private static double scale(Node n) {
    return n.op() instanceof MulScalar m ? m.c() : 1;
  }

  private static boolean isRootHalf(Node n, Node x) {
    double c =
        switch (n.op()) {
          case MulScalar m -> m.c();
          case Div d when n.input(1).op() instanceof Fill f -> 1 / f.value();
          default -> 0;
        };
    return n.inputs().size() > 0 && n.input(0) == x && Math.abs(c - ROOT_HALF) < 1e-6;
  }
}
