// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** Uniform numbers of [0, 1), others at each run. {@code stream} sets places apart. */
public record Random(Type type, int stream) implements Primitive {
  @Override
  public String name() {
    return "rand";
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

  @Override
  public boolean isPure() {
    return false;
  }

  static List<Sample> samples() {
    return List.of(
        Sample.one(
            "rand", x -> Ops.rand(x.graph(), Type.of(DType.FLOAT32, 2, 3), 1), Sample.real()));
  }
}
