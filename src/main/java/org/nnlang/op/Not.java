// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** True where a bool is false. */
public record Not() implements Primitive {
  @Override
  public String name() {
    return "not";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    if (x.dtype() != DType.BOOL) {
      throw Messages.dtype(name(), "bools", x);
    }
    return x;
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return Arrays.asList((Node) null);
  }
}
