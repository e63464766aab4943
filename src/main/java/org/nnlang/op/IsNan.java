// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** True where a float is not a number. */
public record IsNan() implements Primitive {
  @Override
  public String name() {
    return "is_nan";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    if (!x.dtype().isFloat()) {
      throw Messages.dtype(name(), "floats", x);
    }
    return x.with(DType.BOOL);
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return Arrays.asList((Node) null);
  }
}
