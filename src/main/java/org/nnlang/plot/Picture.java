// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nnlang.source.Polls;

/** A chart laid out for a file: axes, grid lines, curves, legend, in the order to draw them. */
record Picture(int width, int height, List<Shape> shapes) {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 440;
  private static final int LEFT = 72;
  private static final int RIGHT = 24;
  private static final int BOTTOM = 52;
  private static final int GRID = 0xdddddd;
  private static final int AXIS = 0x444444;

  /** Okabe and Ito's colours, which colour-blind readers tell apart. */
  private static final int[] COLOURS = {0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9};

  static Picture of(Chart chart) {
    List<Shape> shapes = new ArrayList<>();
    Ticks across = chart.xTicks(9);
    Ticks up = chart.yTicks(7);
    double top = 16;
    if (chart.title() != null) {
      shapes.add(new Shape.Text(WIDTH / 2.0, 24, 0.5, 16, Chart.plain(chart.title())));
      top += 20;
    }
    if (chart.hasLegend()) {
      legend(chart, shapes, top + 8);
      top += 20;
    }
    if (chart.yName() != null) {
      shapes.add(new Shape.Text(LEFT, top + 8, 0.5, 12, Chart.plain(chart.yName())));
      top += 18;
    }
    double bottom = HEIGHT - BOTTOM;
    for (int i = 0; i < across.count(); i++) {
      double x = x(across, across.at(i));
      shapes.add(new Shape.Line(x, top, x, bottom, GRID));
      shapes.add(new Shape.Text(x, bottom + 18, 0.5, 12, across.text(i)));
    }
    for (int i = 0; i < up.count(); i++) {
      double y = y(up, up.at(i), top);
      shapes.add(new Shape.Line(LEFT, y, WIDTH - RIGHT, y, GRID));
      shapes.add(new Shape.Text(LEFT - 8, y + 4, 1, 12, up.text(i)));
    }
    shapes.add(new Shape.Line(LEFT, bottom, WIDTH - RIGHT, bottom, AXIS));
    shapes.add(new Shape.Line(LEFT, top, LEFT, bottom, AXIS));
    if (chart.xName() != null) {
      double middle = (LEFT + WIDTH - RIGHT) / 2.0;
      shapes.add(new Shape.Text(middle, HEIGHT - 12, 0.5, 12, Chart.plain(chart.xName())));
    }
    for (int i = 0; i < chart.series().size(); i++) {
      curve(chart.series().get(i), across, up, top, colour(i), shapes);
    }
    return new Picture(WIDTH, HEIGHT, List.copyOf(shapes));
  }

  private static void legend(Chart chart, List<Shape> shapes, double y) {
    double x = LEFT;
    for (int i = 0; i < chart.series().size(); i++) {
      String label = chart.label(i);
      shapes.add(new Shape.Path(new double[] {x, x + 20}, new double[] {y - 4, y - 4}, colour(i)));
      shapes.add(new Shape.Text(x + 26, y, 0, 12, label));
      x += 50 + 7.5 * label.length();
    }
  }

  /** One path for each stretch without a gap. */
  private static void curve(
      Series series, Ticks across, Ticks up, double top, int colour, List<Shape> shapes) {
    int n = series.x().length;
    double[] xs = new double[n];
    double[] ys = new double[n];
    int length = 0;
    for (int i = 0; i <= n; i++) {
      Polls.sometimes();
      if (i < n && series.isDrawn(i)) {
        xs[length] = x(across, series.x()[i]);
        ys[length++] = y(up, series.y()[i], top);
      } else if (length > 0) {
        shapes.add(new Shape.Path(Arrays.copyOf(xs, length), Arrays.copyOf(ys, length), colour));
        length = 0;
      }
    }
  }

  private static double x(Ticks across, double value) {
    return LEFT + across.place(value) * (WIDTH - RIGHT - LEFT);
  }

  private static double y(Ticks up, double value, double top) {
    double bottom = HEIGHT - BOTTOM;
    return bottom - up.place(value) * (bottom - top);
  }

  private static int colour(int curve) {
    return COLOURS[curve % COLOURS.length];
  }
}
