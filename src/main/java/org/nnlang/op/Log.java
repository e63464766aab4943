// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Unary;

/** The natural logarithm. */
public record Log() implements Pointwise, Primitive {
  @Override
  public String name() {
    return "log";
  }

  @Override
  public Unary unary() {
    return Unary.LOG;
  }

  @Override
  public Node derivative(Node x, Node y, Node up) {
    return Ops.div(up, x);
  }

  static List<Sample> samples() {
    return List.of(
        Sample.one("log", Ops::log, Sample.within(0.3, 3, 2, 3)),
        Sample.one("log", Ops::log, Sample.within(0.3, 3, 0, 3)),
        Sample.one("log", Ops::log, Sample.within(0.3, 3)));
  }
}
