// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;

/** Angles and hyperbolas, composed so that no digits are lost. */
public final class Angles {
  private Angles() {}

  /** The angle whose sine is x. */
  public static Node asin(Node x) {
    Node real = Types.real(x);
    return twice(Numeric.div(real, Numeric.add(cathetus(real), 1)));
  }

  /** The angle whose cosine is x. */
  public static Node acos(Node x) {
    Node real = Types.real(x);
    Node square = Numeric.div(Numeric.rsub(1, real), Numeric.add(real, 1));
    return twice(Numeric.sqrt(square));
  }

  /** The other short side of a right triangle, of which the long one is 1. */
  private static Node cathetus(Node x) {
    return Numeric.sqrt(Numeric.mul(Numeric.rsub(1, x), Numeric.add(x, 1)));
  }

  private static Node twice(Node halfTangent) {
    return Numeric.mul(Numeric.atan(halfTangent), 2);
  }

  public static Node sinh(Node x) {
    Node real = Types.real(x);
    return Numeric.mul(Numeric.sub(Numeric.expm1(real), Numeric.expm1(Numeric.neg(real))), 0.5);
  }

  public static Node cosh(Node x) {
    Node real = Types.real(x);
    return Numeric.mul(Numeric.add(Numeric.exp(real), Numeric.exp(Numeric.neg(real))), 0.5);
  }
}
