// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** The same number everywhere. */
public record Fill(Type type, double value) implements Primitive {
  @Override
  public String name() {
    return "full";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Sizes.check(type.dims());
    return type;
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return List.of();
  }

  static List<Sample> samples() {
    return List.of(
        Sample.one(
            "full", x -> Ops.full(x.graph(), Type.of(DType.FLOAT32, 2, 3), 1.5), Sample.real()),
        Sample.one("full", x -> Ops.full(x.graph(), Type.of(DType.INT, 0), 7), Sample.real()));
  }
}
