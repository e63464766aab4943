// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

import com.google.auto.service.AutoService;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Dim;

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
  protected List<DMatrixRMaj> of(DMatrixRMaj a, DMatrixRMaj b) {
    int n = a.numRows;
    DMatrixRMaj symmetric = a.copy();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        symmetric.set(j, i, symmetric.get(i, j));
      }
    }
    var eigen = DecompositionFactory_DDRM.eig(n, true, true);
    if (!eigen.decompose(symmetric)) {
      throw singular(a);
    }
    List<Integer> order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> eigen.getEigenvalue(i).getReal()))
            .toList();
    DMatrixRMaj values = new DMatrixRMaj(n, 1);
    DMatrixRMaj vectors = new DMatrixRMaj(n, n);
    for (int k = 0; k < n; k++) {
      values.data[k] = eigen.getEigenvalue(order.get(k)).getReal();
      CommonOps_DDRM.insert(eigen.getEigenVector(order.get(k)), vectors, 0, k);
    }
    return List.of(values, vectors);
  }
}
