// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Dim;
import org.nnlang.kernel.Lapack;

/** {@code eigh}. */
@AutoService(Builtin.class)
public final class Eigh extends MatrixFunction {
  @Override
  public String signature() {
    return "eigh(a: tensor|list)";
  }

  @Override
  public String doc() {
    return """
    The eigenvalues of symmetric matrices `[..., n, n]`, rising, and their vectors as columns; only
    the lower triangle counts.
    Example: [values, vectors] = eigh([[2.0, 1], [1, 2]])\
    """;
  }

  @Override
  protected List<Result> results(Dim rows, Dim columns) {
    return List.of(new Result(rows), new Result(rows, columns));
  }

  @Override
  protected List<Matrix> of(Matrix a, Matrix b) {
    int n = a.rows();
    double[][] found = Lapack.eigh(a.data(), n);
    return List.of(new Matrix(n, 1, found[0]), new Matrix(n, n, found[1]));
  }
}
