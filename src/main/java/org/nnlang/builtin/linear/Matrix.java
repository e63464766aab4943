// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.linear;

/**
 * Numbers in rows and columns.
 *
 * @param data row by row; whoever makes a matrix fills it
 */
record Matrix(int rows, int columns, double[] data) {
  Matrix(int rows, int columns) {
    this(rows, columns, new double[Math.multiplyExact(rows, columns)]);
  }

  double get(int row, int column) {
    return data[row * columns + column];
  }

  void set(int row, int column, double value) {
    data[row * columns + column] = value;
  }

  Matrix transposed() {
    Matrix out = new Matrix(columns, rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        out.data[j * rows + i] = data[i * columns + j];
      }
    }
    return out;
  }

  /** The rows, or of {@link #transposed} the columns, as arrays of their own. */
  double[][] lines() {
    double[][] out = new double[rows][];
    for (int i = 0; i < rows; i++) {
      out[i] = java.util.Arrays.copyOfRange(data, i * columns, (i + 1) * columns);
    }
    return out;
  }
}
