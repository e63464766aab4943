// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

import com.google.auto.service.AutoService;
import java.util.List;
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
  protected List<Matrix> of(Matrix a, Matrix b) {
    return solved(this, a, b);
  }

  static List<Matrix> solved(MatrixFunction function, Matrix a, Matrix b) {
    Elimination made = Elimination.of(a, b);
    if (made.quality() < LEAST_QUALITY) {
      throw function.singular(a);
    }
    return List.of(made.solution());
  }

  /** The least of the pivots by the largest, below which nothing is left of the digits. */
  private static final double LEAST_QUALITY = 1e-16;
}
