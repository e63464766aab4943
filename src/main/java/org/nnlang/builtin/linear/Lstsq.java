// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Dim;
import org.nnlang.source.Polls;

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
    boolean wide = a.rows() < a.columns();
    SingularValues svd = new SingularValues(wide ? a.transposed() : a);
    double[][] left = wide ? svd.v : svd.u;
    double[][] right = wide ? svd.u : svd.v;
    double least =
        svd.s.length == 0 ? 0 : Math.ulp(1.0) * Math.max(a.rows(), a.columns()) * svd.s[0];
    Matrix x = new Matrix(a.columns(), b.columns());
    for (int k = 0; k < svd.s.length && svd.s[k] > least; k++) {
      for (int j = 0; j < b.columns(); j++) {
        Polls.sometimes();
        double sum = 0;
        for (int i = 0; i < a.rows(); i++) {
          sum += left[k][i] * b.get(i, j);
        }
        for (int i = 0; i < a.columns(); i++) {
          x.set(i, j, x.get(i, j) + sum / svd.s[k] * right[k][i]);
        }
      }
    }
    return List.of(x);
  }
}
