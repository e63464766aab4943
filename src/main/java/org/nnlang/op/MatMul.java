// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Origin;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/**
 * Products of matrices {@code [..., m, k] @ [..., k, n]} over equal leading axes; a flag says that
 * an input has its last two axes the other way round. Where there is a third input, the product is
 * added to it. Scripts get to it through {@link Products#matmul}.
 */
public record MatMul(boolean transposeA, boolean transposeB) implements Primitive {
  @Override
  public String name() {
    return "matmul";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type a = inputs.get(0);
    Type b = inputs.get(1);
    if (a.dtype() != b.dtype()) {
      throw Messages.differentTypes(name(), a, b);
    }
    if (a.dtype() == DType.BOOL) {
      throw Messages.dtype(name(), "numbers", a);
    }
    int rank = a.rank();
    if (rank < 2 || b.rank() != rank) {
      throw Messages.broadcast(a, b);
    }
    Dim inner = a.dim(transposeA ? rank - 2 : rank - 1);
    Dim other = b.dim(transposeB ? rank - 1 : rank - 2);
    if (inner.cannotEqual(other)) {
      throw Messages.innerSizes(seen(a, transposeA), seen(b, transposeB), inner, other);
    }
    List<Dim> out = new ArrayList<>();
    for (int i = 0; i < rank - 2; i++) {
      Dim both = Shapes.same(a.dim(i), b.dim(i));
      if (both == null) {
        throw Messages.broadcast(a, b);
      }
      out.add(both);
    }
    out.add(a.dim(transposeA ? rank - 1 : rank - 2));
    out.add(b.dim(transposeB ? rank - 2 : rank - 1));
    Type result = a.with(out);
    if (inputs.size() > 2
        && (inputs.get(2).dtype() != a.dtype() || !Shapes.mayEqual(inputs.get(2).dims(), out))) {
      throw Messages.broadcast(result, inputs.get(2));
    }
    return result;
  }

  @Override
  public Origin.Axis source(Node self, int axis) {
    int rank = self.rank();
    if (axis == rank - 1) {
      return new Origin.Axis(self.input(1), transposeB ? rank - 2 : rank - 1);
    }
    return new Origin.Axis(
        self.input(0), axis == rank - 2 ? transposeA ? rank - 1 : rank - 2 : axis);
  }

  /** The type as the product sees it. */
  private static Type seen(Type t, boolean transposed) {
    if (!transposed) {
      return t;
    }
    List<Dim> dims = new ArrayList<>(t.dims());
    dims.add(dims.size() - 2, dims.removeLast());
    return t.with(dims);
  }

  @Override
  public List<Node> gradient(Node self, Node g) {
    Node a = self.input(0);
    Node b = self.input(1);
    Node ofA =
        transposeA
            ? b.apply(new MatMul(transposeB, true), g)
            : g.apply(new MatMul(false, !transposeB), b);
    Node ofB =
        transposeB
            ? g.apply(new MatMul(true, transposeA), a)
            : a.apply(new MatMul(!transposeA, false), g);
    return self.inputs().size() > 2 ? List.of(ofA, ofB, g) : List.of(ofA, ofB);
  }
}
