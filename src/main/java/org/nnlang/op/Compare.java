// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** A comparison of two tensors of one element type, or "and" or "or" of bools: gives bools. */
public record Compare(Binary op) implements Primitive {
  @Override
  public String name() {
    return op.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type a = inputs.get(0);
    Type b = inputs.get(1);
    if (a.dtype() != b.dtype()) {
      throw Messages.differentTypes(name(), a, b);
    }
    if ((op == Binary.AND || op == Binary.OR) && a.dtype() != DType.BOOL) {
      throw Messages.dtype(name(), "bools", a);
    }
    return new Type(DType.BOOL, Shapes.broadcast(a, b));
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return Arrays.asList(null, null);
  }
}
