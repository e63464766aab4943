// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Dim;
import org.nnlang.kernel.Lapack;

/** {@code lstsq}. */
@AutoService(Builtin.class)
public final class Lstsq extends MatrixFunction {
  @Override
  public String signature() {
    return "lstsq(a: tensor|list, b: tensor|list)";
  }

  @Override
  public String doc() {
    return """
    The x for which `a @ x` is nearest to `b` by the sum of squares, of matrices `[..., rows, n]` and
    right sides `[..., rows]` or `[..., rows, m]`; where several are, the shortest of them.
    Example: lstsq([[1.0, 0], [1, 1], [1, 2]], [1.0, 3, 5])\
    """;
  }

  @Override
  protected boolean square() {
    return false;
  }

  @Override
  protected List<Result> results(Dim rows, Dim columns) {
    return List.of(new Result(true, columns));
  }

  @Override
  protected List<Matrix> of(Matrix a, Matrix b) {
    int n = a.columns();
    double[] x = Lapack.lstsq(a.data(), b.data(), a.rows(), n, b.columns());
    return List.of(new Matrix(n, b.columns(), x));
  }
}
