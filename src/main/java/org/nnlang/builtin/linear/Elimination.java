// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

import org.nnlang.kernel.Lapack;

/** A square matrix as the product of a lower and an upper triangle, and what solves it. */
record Elimination(int n, Lapack.Solved made) {
  static Elimination of(Matrix a) {
    return of(a, new Matrix(a.rows(), 1));
  }

  /**
   * @param b right sides as columns
   */
  static Elimination of(Matrix a, Matrix b) {
    int n = a.rows();
    return new Elimination(n, Lapack.solve(a.data(), b.data(), n, b.columns()));
  }

  Matrix solution() {
    return new Matrix(n, made.solution().length / n, made.solution());
  }

  double determinant() {
    double product = 1;
    for (int i = 0; i < n; i++) {
      boolean exchanged = made.exchanged()[i] != i + 1;
      product *= exchanged ? -pivot(i) : pivot(i);
    }
    return product;
  }

  /** The smallest pivot by the largest: what is left of the digits. */
  double quality() {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int i = 0; i < n; i++) {
      least = Math.min(least, Math.abs(pivot(i)));
      most = Math.max(most, Math.abs(pivot(i)));
    }
    return most == 0 ? 0 : least / most;
  }

  private double pivot(int i) {
    return made.lu()[i * n + i];
  }
}
