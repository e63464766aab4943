// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

import com.google.auto.service.AutoService;
import java.util.List;
import org.nnlang.builtin.Builtin;
import org.nnlang.graph.Dim;

/** {@code det}. */
@AutoService(Builtin.class)
public final class Det extends MatrixFunction {
  @Override
  public String signature() {
    return "det(a: tensor|list)";
  }

  @Override
  public String doc() {
    return """
    The determinant of square matrices `[..., n, n]`, a number for each.
    Example: det([[1.0, 2], [3, 4]])\
    """;
  }

  @Override
  protected List<Result> results(Dim rows, Dim columns) {
    return List.of(new Result());
  }

  @Override
  protected List<Matrix> of(Matrix a, Matrix b) {
    return List.of(new Matrix(1, 1, new double[] {Elimination.of(a).determinant()}));
  }
}
