// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

import com.google.auto.service.AutoService;
import java.util.List;
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
  protected List<Matrix> of(Matrix a, Matrix b) {
    int n = a.rows();
    Matrix one = new Matrix(n, n);
    for (int i = 0; i < n; i++) {
      one.data()[i * n + i] = 1;
    }
    return Solve.solved(this, a, one);
  }
}
