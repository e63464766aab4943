// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

import com.google.auto.service.AutoService;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Dim;

/** {@code inv}. */
@AutoService(Builtin.class)
public final class Inv extends MatrixFunction {
  @Override
  public String signature() {
    return "inv(a: tensor|list)";
  }

  @Override
  public String doc() {
    return """
    The inverse of square matrices `[..., n, n]`, computed in double precision; `solve` is more
    exact where a product with it is wanted.
    Example: inv([[2.0, 0], [0, 4]])\
    """;
  }

  @Override
  protected List<Result> results(Dim rows, Dim columns) {
    return List.of(new Result(rows, columns));
  }

  @Override
  protected List<DMatrixRMaj> of(DMatrixRMaj a, DMatrixRMaj b) {
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.lu(a.numRows);
    if (!solver.setA(a.copy()) || solver.quality() < Solve.LEAST_QUALITY) {
      throw singular(a);
    }
    DMatrixRMaj inverse = new DMatrixRMaj(a.numRows, a.numCols);
    solver.invert(inverse);
    return List.of(inverse);
  }
}
