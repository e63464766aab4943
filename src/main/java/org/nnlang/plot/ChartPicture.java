// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nnlang.source.Polls;

/** Lays a chart out: axes, grid lines, curves, legend. */
final class ChartPicture {
  static final int NARROWEST = 200;

  private static final int LEFT = 72;
  private static final int RIGHT = 24;
  private static final int TOP = 16;
  private static final int BOTTOM = 52;
  private static final int TITLE = 20;
  private static final int LEGEND = 20;
  private static final int Y_NAME = 18;
  private static final int GRID = 0xdddddd;
  private static final int AXIS = 0x444444;

  /** Room for the labels of a tick. */
  private static final int ACROSS = 80;

  private static final int DOWN = 60;

  /** Okabe and Ito's colours, which colour-blind readers tell apart. */
  private static final int[] COLOURS = {0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9};

  private final int width;
  private final int height;
  private final List<Shape> shapes = new ArrayList<>();

  ChartPicture(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** What a chart takes above and below its curves. */
  static int around(Chart chart) {
    return BOTTOM + top(chart);
  }

  private static int top(Chart chart) {
    return TOP
        + (chart.title() == null ? 0 : TITLE)
        + (chart.hasLegend() ? LEGEND : 0)
        + (chart.yName() == null ? 0 : Y_NAME);
  }

  Picture of(Chart chart) {
    Ticks across = chart.xTicks(Math.max(3, width / ACROSS));
    Ticks up = chart.yTicks(Math.max(4, height / DOWN));
    double y = TOP;
    if (chart.title() != null) {
      shapes.add(new Shape.Text(width / 2.0, 24, 0.5, 16, Chart.plain(chart.title())));
      y += TITLE;
    }
    if (chart.hasLegend()) {
      legend(chart, y + 8);
      y += LEGEND;
    }
    if (chart.yName() != null) {
      shapes.add(new Shape.Text(LEFT, y + 8, 0.5, 12, Chart.plain(chart.yName())));
    }
    double top = top(chart);
    double bottom = height - BOTTOM;
    for (int i = 0; i < across.count(); i++) {
      double x = x(across, across.at(i));
      shapes.add(new Shape.Line(x, top, x, bottom, GRID));
      shapes.add(new Shape.Text(x, bottom + 18, 0.5, 12, across.text(i)));
    }
    for (int i = 0; i < up.count(); i++) {
      double at = y(up, up.at(i), top);
      shapes.add(new Shape.Line(LEFT, at, width - RIGHT, at, GRID));
      shapes.add(new Shape.Text(LEFT - 8, at + 4, 1, 12, up.text(i)));
    }
    shapes.add(new Shape.Line(LEFT, bottom, width - RIGHT, bottom, AXIS));
    shapes.add(new Shape.Line(LEFT, top, LEFT, bottom, AXIS));
    if (chart.xName() != null) {
      double middle = (LEFT + width - RIGHT) / 2.0;
      shapes.add(new Shape.Text(middle, height - 12, 0.5, 12, Chart.plain(chart.xName())));
    }
    for (int i = 0; i < chart.series().size(); i++) {
      curve(chart.series().get(i), across, up, top, colour(i));
    }
    return new Picture(width, height, shapes);
  }

  private void legend(Chart chart, double y) {
    double x = LEFT;
    for (int i = 0; i < chart.series().size(); i++) {
      String label = chart.label(i);
      shapes.add(new Shape.Path(new double[] {x, x + 20}, new double[] {y - 4, y - 4}, colour(i)));
      shapes.add(new Shape.Text(x + 26, y, 0, 12, label));
      x += 50 + 7.5 * label.length();
    }
  }

  /** One path for each stretch without a gap. */
  private void curve(Series series, Ticks across, Ticks up, double top, int colour) {
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

  private double x(Ticks across, double value) {
    return LEFT + across.place(value) * (width - RIGHT - LEFT);
  }

  private double y(Ticks up, double value, double top) {
    double bottom = height - BOTTOM;
    return bottom - up.place(value) * (bottom - top);
  }

  private static int colour(int curve) {
    return COLOURS[curve % COLOURS.length];
  }
}
