// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Origin;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;

/** Products of matrices and vectors as NumPy's {@code @} has them. */
final class Products {
  private Products() {}

  /**
   * {@code [..., m, k] @ [..., k, n]}; a vector on the left is a row, on the right a column.
   * Leading axes broadcast. With a plain matrix on the right all leading axes are rows of one
   * product.
   */
  static Node matmul(Node left, Node right) {
    if (left.rank() == 0 || right.rank() == 0) {
      throw Messages.matmulScalar(left.type(), right.type());
    }
    DType common = Types.common(left, right);
    DType dtype = common == DType.BOOL ? DType.INT : common;
    Node a = Numeric.cast(left, dtype);
    Node b = Numeric.cast(right, dtype);
    checkInner(left, right);
    if (a.rank() == 1) {
      Node row = matmul(Ops.unsqueeze(a, 0), b);
      return Ops.squeeze(row, row.rank() - (b.rank() == 1 ? 1 : 2));
    }
    if (b.rank() == 1) {
      return Ops.squeeze(matmul(a, Ops.unsqueeze(b, 1)), -1);
    }
    if (b.rank() == 2 && a.rank() > 2) {
      List<Dim> dims = new ArrayList<>(a.type().dims().subList(0, a.rank() - 1));
      Dim rows = Type.product(dims);
      Node flat = product(Ops.reshape(a, List.of(rows, a.type().last())), b);
      dims.add(flat.type().last());
      return Ops.reshape(flat, dims);
    }
    int rank = Math.max(a.rank(), b.rank());
    List<Dim> lead = Shapes.common(lead(a.type()), lead(b.type()));
    if (lead == null) {
      throw Messages.leading(a.type(), b.type());
    }
    return product(led(a, lead, rank), led(b, lead, rank));
  }

  private static void checkInner(Node a, Node b) {
    Dim m = a.type().last();
    Dim n = b.type().dim(Math.max(b.rank() - 2, 0));
    if (m.cannotEqual(n)) {
      Problem p = Origin.note(Messages.innerSizes(a.type(), b.type(), m, n), a, a.rank() - 1);
      throw Origin.note(p, b, Math.max(b.rank() - 2, 0));
    }
  }

  private static Type lead(Type t) {
    return t.with(t.dims().subList(0, t.rank() - 2));
  }

  private static Node led(Node x, List<Dim> lead, int rank) {
    if (x.rank() == rank && x.type().dims().subList(0, rank - 2).equals(lead)) {
      return x;
    }
    List<Dim> dims = new ArrayList<>(lead);
    dims.addAll(x.type().dims().subList(x.rank() - 2, x.rank()));
    return Ops.expand(x, dims);
  }

  /** A transpose that feeds a product becomes its flag. */
  private static Node product(Node a, Node b) {
    boolean ta = isTranspose(a);
    boolean tb = isTranspose(b);
    return (ta ? a.input(0) : a).apply(new MatMul(ta, tb), tb ? b.input(0) : b);
  }

  private static boolean isTranspose(Node x) {
    return x.op() instanceof Permute p && p.isTranspose();
  }
}
