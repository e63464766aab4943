// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

/**
 * The order of a packed weight's codes. Its rows are cut into panels of at most {@link #WIDEST}; in
 * a panel the codes of its first column stand next to each other, then those of the second, and so
 * on. So what multiplies by all rows goes through memory from begin to end, with as many sums in
 * hand as a panel has rows.
 */
public record Panels(int rows, int cols) {
  /** Sums of a panel, and four of its columns, stay in the nearest cache. */
  private static final int WIDEST = 768;

  /** All panels but the last are a multiple of this wide. */
  public static final int GRAIN = 64;

  /** How many panels there are. */
  public int count() {
    return Math.ceilDiv(rows, width());
  }

  /** Rows of each panel but the last, which may have fewer; 1 where there is no row. */
  public int width() {
    if (rows <= WIDEST) {
      return Math.max(1, rows);
    }
    int panels = Math.ceilDiv(rows, WIDEST);
    return Math.ceilDiv(Math.ceilDiv(rows, panels), GRAIN) * GRAIN;
  }

  /** The first row of a panel. */
  public int first(int panel) {
    return panel * width();
  }

  /** Rows of a panel. */
  public int size(int panel) {
    return Math.min(width(), rows - first(panel));
  }

  /**
   * Where the code of a number stands; those of the following rows of its panel, in the same
   * column, stand behind it.
   */
  public long at(int row, int col) {
    int panel = row / width();
    return (long) first(panel) * cols + (long) col * size(panel) + row - first(panel);
  }
}
