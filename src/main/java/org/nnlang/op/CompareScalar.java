// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.graph.Unary;
import org.nnlang.tensor.DType;

/** A comparison with a number: gives bools. */
public record CompareScalar(Unary op, double c) implements Primitive {
  @Override
  public String name() {
    return op.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public Type infer(List<Type> inputs) {
    return inputs.get(0).with(DType.BOOL);
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return Arrays.asList((Node) null);
  }
}
