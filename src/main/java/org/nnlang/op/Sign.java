// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** -1, 0 or 1. */
public record Sign() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "sign";
  }

  @Override
  public Unary unary() {
    return Unary.SIGN;
  }

  @Override
  public boolean onInts() {
    return true;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return null;
  }

  static List<Sample> samples() {
    return List.of(
        Sample.one("sign", Ops::sign, Sample.real(2, 3)),
        Sample.one("sign", Ops::sign, Sample.real(0, 3)),
        Sample.one("sign", Ops::sign, Sample.real()));
  }
}
