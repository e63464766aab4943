// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** {@code -x}. */
public record Neg() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "neg";
  }

  @Override
  public Unary unary() {
    return Unary.NEG;
  }

  @Override
  public boolean onInts() {
    return true;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Ops.neg(up);
  }

  static List<Sample> samples() {
    return List.of(
        Sample.one("neg", Ops::neg, Sample.real(2, 3)),
        Sample.one("neg", Ops::neg, Sample.real(0, 3)),
        Sample.one("neg", Ops::neg, Sample.real()));
  }
}
