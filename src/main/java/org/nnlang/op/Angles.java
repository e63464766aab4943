// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;

/** Angles and hyperbolas, composed so that no digits are lost. */
public final class Angles {
  private Angles() {}

  /** The angle whose sine is x. */
  public static Node asin(Node x) {
    Node real = Types.real(x);
    return twice(Ops.div(real, Ops.add(cathetus(real), 1)));
  }

  /** The angle whose cosine is x. */
  public static Node acos(Node x) {
    Node real = Types.real(x);
    Node square = Ops.div(Ops.rsub(1, real), Ops.add(real, 1));
    return twice(Ops.sqrt(square));
  }

  /** The other short side of a right triangle, of which the long one is 1. */
  private static Node cathetus(Node x) {
    return Ops.sqrt(Ops.mul(Ops.rsub(1, x), Ops.add(x, 1)));
  }

  private static Node twice(Node halfTangent) {
    return Ops.mul(Ops.atan(halfTangent), 2);
  }

  public static Node sinh(Node x) {
    Node real = Types.real(x);
    return Ops.mul(Ops.sub(Ops.expm1(real), Ops.expm1(Ops.neg(real))), 0.5);
  }

  public static Node cosh(Node x) {
    Node real = Types.real(x);
    return Ops.mul(Ops.add(Ops.exp(real), Ops.exp(Ops.neg(real))), 0.5);
  }
}
