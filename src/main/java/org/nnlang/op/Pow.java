// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Binary;
import org.nnlang.graph.Node;

/**
 * {@code a ^ b}. Where the base is 0 and the exponent is not negative, the gradient of the exponent
 * is 0; where the exponent is 0, that of the base is.
 */
public record Pow() implements Pairwise, Primitive {
  @Override
  public String name() {
    return "pow";
  }

  @Override
  public Binary binary() {
    return Binary.POW;
  }

  @Override
  public Node left(Node a, Node b, Node y, Node up) {
    Node slope = Numeric.mul(b, Numeric.pow(a, Numeric.sub(b, 1)));
    return Numeric.mul(up, Conditions.where(Conditions.eq(b, 0), Numeric.zero(b), slope));
  }

  @Override
  public Node right(Node a, Node b, Node y, Node up) {
    Node flat = Conditions.and(Conditions.eq(a, 0), Conditions.ge(b, 0));
    Node base = Conditions.where(flat, Numeric.fill(a, 1), a);
    return Numeric.mul(up, Numeric.mul(y, Numeric.log(base)));
  }
}
