// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import java.util.List;

/** What is laid out for a file or a sharp screen: shapes, in the order to draw them. */
public final class Picture {
  /** Of a chart of which nobody says how large it is to be. */
  static final int WIDTH = 720;

  static final int HEIGHT = 440;

  /** A cell of text on most screens. */
  private static final int CELL_WIDTH = 9;

  private static final int CELL_HEIGHT = 18;

  private final int width;
  private final int height;
  private final List<Shape> shapes;

  Picture(int width, int height, List<Shape> shapes) {
    this.width = width;
    this.height = height;
    this.shapes = List.copyOf(shapes);
  }

  public static Picture of(Chart chart) {
    return of(chart, 0, 0);
  }

  /**
   * A chart as large as its text would be.
   *
   * @param columns of text, 0 for what is usual
   * @param lines of text that the drawing itself would have, 0 for what is usual
   */
  public static Picture of(Chart chart, int columns, int lines) {
    int width = columns == 0 ? WIDTH : Math.max(CELL_WIDTH * columns, ChartPicture.NARROWEST);
    int height = lines == 0 ? HEIGHT : CELL_HEIGHT * lines + ChartPicture.around(chart);
    return new ChartPicture(width, height).of(chart);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  List<Shape> shapes() {
    return shapes;
  }
}
