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

  static List<Sample> samples() {
    return List.of(
        Sample.of("eq", n -> Ops.eq(n.get(0), n.get(1)), Sample.index(3, 4, 3), Sample.index(3, 3)),
        Sample.of("ne", n -> Ops.ne(n.get(0), n.get(1)), Sample.index(3, 4, 1), Sample.index(3, 3)),
        Sample.of("lt", n -> Ops.lt(n.get(0), n.get(1)), Sample.real(4, 3), Sample.real(3)),
        Sample.of("le", n -> Ops.le(n.get(0), n.get(1)), Sample.index(3, 4, 3), Sample.index(3, 3)),
        Sample.of("gt", n -> Ops.gt(n.get(0), n.get(1)), Sample.real(0, 3), Sample.real(3)),
        Sample.of("ge", n -> Ops.ge(n.get(0), n.get(1)), Sample.index(3, 4, 3), Sample.real(3)),
        Sample.of("and", n -> Ops.and(n.get(0), n.get(1)), Sample.bool(4, 3), Sample.bool(3)),
        Sample.of("or", n -> Ops.or(n.get(0), n.get(1)), Sample.bool(4, 3), Sample.bool(4, 3)));
  }
}
