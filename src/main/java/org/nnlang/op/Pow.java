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
    Node slope = Ops.mul(b, Ops.pow(a, Ops.sub(b, 1)));
    return Ops.mul(up, Ops.where(Ops.eq(b, 0), Ops.zero(b), slope));
  }

  @Override
  public Node right(Node a, Node b, Node y, Node up) {
    Node flat = Ops.and(Ops.eq(a, 0), Ops.ge(b, 0));
    Node base = Ops.where(flat, Ops.fill(a, 1), a);
    return Ops.mul(up, Ops.mul(y, Ops.log(base)));
  }
}
