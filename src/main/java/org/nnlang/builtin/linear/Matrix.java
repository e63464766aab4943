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
}
