// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

import com.google.auto.service.AutoService;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
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
  protected List<DMatrixRMaj> of(DMatrixRMaj a, DMatrixRMaj b) {
    var svd = DecompositionFactory_DDRM.svd(a.numRows, a.numCols, true, true, true);
    if (!svd.decompose(a.copy())) {
      throw singular(a);
    }
    DMatrixRMaj u = svd.getU(null, false);
    DMatrixRMaj vt = svd.getV(null, true);
    DMatrixRMaj w = svd.getW(null);
    SingularOps_DDRM.descendingOrder(u, false, w, vt, true);
    int k = Math.min(a.numRows, a.numCols);
    DMatrixRMaj s = new DMatrixRMaj(k, 1);
    for (int i = 0; i < k; i++) {
      s.data[i] = w.get(i, i);
    }
    return List.of(u, s, vt);
  }

  private static Dim least(Dim rows, Dim columns) {
    if (!rows.isKnown() || !columns.isKnown()) {
      throw new Undecided();
    }
    return Dim.of(Math.min(rows.value(), columns.value()));
  }
}
