// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

import com.google.auto.service.AutoService;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Dim;

/** {@code solve}. */
@AutoService(Builtin.class)
public final class Solve extends MatrixFunction {
  @Override
  public String signature() {
    return "solve(a: tensor|list, b: tensor|list)";
  }

  @Override
  public String doc() {
    return """
    x of `a @ x = b` for square matrices `[..., n, n]` and right sides `[..., n]` or `[..., n, m]`;
    computed in double precision, and not within a function whose gradient is taken.
    Example: solve([[2.0, 1], [1, 3]], [3.0, 5])\
    """;
  }

  @Override
  protected List<Result> results(Dim rows, Dim columns) {
    return List.of(new Result(true, columns));
  }

  @Override
  protected List<DMatrixRMaj> of(DMatrixRMaj a, DMatrixRMaj b) {
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.lu(a.numRows);
    DMatrixRMaj x = new DMatrixRMaj(a.numCols, b.numCols);
    if (!solver.setA(a.copy()) || solver.quality() < LEAST_QUALITY) {
      throw singular(a);
    }
    solver.solve(b, x);
    return List.of(x);
  }

  /** The least of the pivots by the largest, below which nothing is left of the digits. */
  static final double LEAST_QUALITY = 1e-16;
}
