// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.engine.Undecided;
import org.nnlang.graph.Dim;

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
    if (a.rows() < a.columns()) {
      List<Matrix> turned = of(a.transposed(), b);
      return List.of(turned.get(2).transposed(), turned.get(1), turned.get(0).transposed());
    }
    SingularValues svd = new SingularValues(a);
    Matrix u = new Matrix(a.rows(), a.columns());
    Matrix vt = new Matrix(a.columns(), a.columns());
    for (int k = 0; k < a.columns(); k++) {
      for (int i = 0; i < a.rows(); i++) {
        u.set(i, k, svd.u[k][i]);
      }
      System.arraycopy(svd.v[k], 0, vt.data(), k * a.columns(), a.columns());
    }
    return List.of(u, new Matrix(a.columns(), 1, svd.s), vt);
  }

  private static Dim least(Dim rows, Dim columns) {
    if (!rows.isKnown() || !columns.isKnown()) {
      throw new Undecided();
    }
    return Dim.of(Math.min(rows.value(), columns.value()));
  }
}
