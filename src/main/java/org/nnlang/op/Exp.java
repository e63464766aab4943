// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code e ^ x}. */
public record Exp() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "exp";
  }

  @Override
  public Unary unary() {
    return Unary.EXP;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Ops.mul(up, y);
  }

  static List<Sample> samples() {
    return List.of(
        Sample.one("exp", Ops::exp, Sample.real(2, 3)),
        Sample.one("exp", Ops::exp, Sample.real(0, 3)),
        Sample.one("exp", Ops::exp, Sample.real()));
  }
}
