// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Dim;
import org.nnlang.kernel.Lapack;

/** {@code svd}. */
@AutoService(Builtin.class)
public final class Svd extends MatrixFunction {
  @Override
  public String signature() {
    return "svd(a: tensor|list)";
  }

  @Override
  public String doc() {
    return """
    The singular values of matrices `[..., m, n]`, falling, between what turns them: `[u, s, vt]` with
    `u` of `[..., m, k]`, `s` of `[..., k]`, `vt` of `[..., k, n]`, where k is the smaller of m and n;
    `a` is `u * s @ vt`.
    Example: [u, s, vt] = svd([[3.0, 0], [0, 4]])\
    """;
  }

  @Override
  protected boolean square() {
    return false;
  }

  @Override
  protected List<Result> results(Dim rows, Dim columns) {
    return List.of(
        new Result(rows, least(rows, columns)),
        new Result(least(rows, columns)),
        new Result(least(rows, columns), columns));
  }

  @Override
  protected List<Matrix> of(Matrix a, Matrix b) {
    int k = Math.min(a.rows(), a.columns());
    double[][] found = Lapack.svd(a.data(), a.rows(), a.columns());
    return List.of(
        new Matrix(a.rows(), k, found[0]),
        new Matrix(k, 1, found[1]),
        new Matrix(k, a.columns(), found[2]));
  }

  private static Dim least(Dim rows, Dim columns) {
    if (!rows.isKnown() || !columns.isKnown()) {
      throw new Undecided();
    }
    return Dim.of(Math.min(rows.value(), columns.value()));
  }
}
