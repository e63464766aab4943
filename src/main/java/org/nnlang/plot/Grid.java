// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import java.util.Arrays;
import org.nnlang.source.Polls;

/**
 * Cells of a terminal on which curves are drawn: each cell is a braille sign of 2 by 4 dots and
 * remembers the last curve that touched it. Where curves cannot be told apart by colour, a cell
 * shows that curve's mark instead.
 */
final class Grid {
  private static final int[][] DOTS = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};
  private static final String MARKS = "•×+o*#%@";

  private final int columns;
  private final int rows;
  private final int dotsAcross;
  private final int dotsDown;
  private final int[][] dots;
  private final int[][] owner;

  /**
   * @param braille whether a cell has eight dots, or is one point
   */
  Grid(int columns, int rows, boolean braille) {
    this.columns = columns;
    this.rows = rows;
    this.dotsAcross = braille ? 2 : 1;
    this.dotsDown = braille ? 4 : 1;
    this.dots = new int[rows][columns];
    this.owner = new int[rows][columns];
    for (int[] row : owner) {
      Arrays.fill(row, -1);
    }
  }

  static char mark(int curve) {
    return MARKS.charAt(curve % MARKS.length());
  }

  /**
   * Draws a curve of points given as fractions of the width (from the left) and height (from
   * below).
   */
  void draw(int curve, Series series, Ticks across, Ticks up) {
    int lastX = -1;
    int lastY = -1;
    for (int i = 0; i < series.x().length; i++) {
      Polls.sometimes();
      if (!series.isDrawn(i)) {
        lastX = -1;
        continue;
      }
      int x = scale(across.place(series.x()[i]), columns * dotsAcross);
      int y = rows * dotsDown - 1 - scale(up.place(series.y()[i]), rows * dotsDown);
      if (lastX < 0) {
        set(curve, x, y);
      } else {
        line(curve, lastX, lastY, x, y);
      }
      lastX = x;
      lastY = y;
    }
  }

  /** The cell at which a fraction of the width or height lies. */
  static int scale(double place, int size) {
    return Math.clamp(Math.round(place * (size - 1)), 0, size - 1);
  }

  private void line(int curve, int x0, int y0, int x1, int y1) {
    int steps = Math.max(1, Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)));
    for (int i = 0; i <= steps; i++) {
      double part = (double) i / steps;
      set(curve, (int) Math.round(x0 + part * (x1 - x0)), (int) Math.round(y0 + part * (y1 - y0)));
    }
  }

  private void set(int curve, int x, int y) {
    int row = y / dotsDown;
    int column = x / dotsAcross;
    dots[row][column] |= DOTS[x % dotsAcross][y % dotsDown];
    owner[row][column] = curve;
  }

  int owner(int row, int column) {
    return owner[row][column];
  }

  char sign(int row, int column) {
    if (owner[row][column] < 0) {
      return ' ';
    }
    return dotsDown == 1 ? mark(owner[row][column]) : (char) (0x2800 + dots[row][column]);
  }
}
