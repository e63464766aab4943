// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import java.util.Arrays;

/**
 * A chart as lines of text: the same text for the same chart, whatever the machine.
 *
 * <p>A single curve, or curves with colours, are drawn in braille dots; several curves without
 * colours by marks, one kind each.
 */
public final class TextChart {
  private static final int[] COLOURS = {36, 33, 35, 32, 31, 34};

  private final Chart chart;
  private final boolean colours;
  private final int width;
  private final int rows;
  private final Ticks up;
  private final int margin;
  private final int columns;
  private final StringBuilder out = new StringBuilder();

  private TextChart(Chart chart, int width, int rows, boolean colours) {
    this.chart = chart;
    this.colours = colours;
    this.width = width;
    this.rows = rows;
    this.up = chart.yTicks(Math.max(3, 2 + rows / 4));
    int widest = 0;
    for (int i = 0; i < up.count(); i++) {
      widest = Math.max(widest, up.text(i).length());
    }
    this.margin = widest + 2;
    this.columns = Math.max(8, width - margin);
  }

  /**
   * The lines of the chart, each ended by a newline.
   *
   * @param width columns of text, the axis and its labels with them
   * @param rows lines of the drawing itself
   * @param colours whether the reader is a terminal that understands ANSI colours
   */
  public static String of(Chart chart, int width, int rows, boolean colours) {
    return new TextChart(chart, width, rows, colours).draw();
  }

  private String draw() {
    Ticks across = chart.xTicks(Math.max(3, 2 + columns / 14));
    Grid grid = new Grid(columns, rows, colours || chart.series().size() == 1);
    for (int i = 0; i < chart.series().size(); i++) {
      grid.draw(i, chart.series().get(i), across, up);
    }
    if (chart.title() != null) {
      centred(chart.title());
    }
    if (chart.yName() != null) {
      line(Chart.plain(chart.yName()));
    }
    String[] labels = new String[rows];
    for (int i = 0; i < up.count(); i++) {
      labels[rows - 1 - Grid.scale(up.place(up.at(i)), rows)] = up.text(i);
    }
    for (int row = 0; row < rows; row++) {
      String label = labels[row] == null ? "" : labels[row];
      out.append(" ".repeat(margin - 2 - label.length())).append(label);
      out.append(labels[row] == null ? " │" : " ┤");
      cells(grid, row);
    }
    below(across);
    if (chart.xName() != null) {
      centred(chart.xName());
    }
    if (chart.hasLegend()) {
      legend();
    }
    return out.toString();
  }

  private void cells(Grid grid, int row) {
    StringBuilder cells = new StringBuilder();
    int colour = -1;
    for (int column = 0; column < columns; column++) {
      int owner = grid.owner(row, column);
      if (colours && owner != colour) {
        cells.append(colour < 0 ? "" : "\u001b[0m").append(owner < 0 ? "" : colour(owner));
        colour = owner;
      }
      cells.append(grid.sign(row, column));
    }
    cells.append(colour < 0 ? "" : "\u001b[0m");
    line(cells.toString());
  }

  private void below(Ticks across) {
    char[] axis = new char[columns];
    Arrays.fill(axis, '─');
    char[] labels = new char[margin + columns + 8];
    Arrays.fill(labels, ' ');
    int free = 0;
    for (int i = 0; i < across.count(); i++) {
      int column = Grid.scale(across.place(across.at(i)), columns);
      axis[column] = '┬';
      String text = across.text(i);
      int from = Math.max(0, margin + column - text.length() / 2);
      if (from >= free && from + text.length() <= labels.length) {
        text.getChars(0, text.length(), labels, from);
        free = from + text.length() + 1;
      }
    }
    line(" ".repeat(margin - 1) + "└" + new String(axis));
    line(new String(labels));
  }

  private void legend() {
    StringBuilder legend = new StringBuilder(" ".repeat(margin));
    boolean braille = colours || chart.series().size() == 1;
    for (int i = 0; i < chart.series().size(); i++) {
      String sample = braille ? "⠒⠒" : String.valueOf(Grid.mark(i));
      legend.append(i == 0 ? "" : "   ");
      legend.append(colours ? colour(i) + sample + "\u001b[0m" : sample);
      legend.append(' ').append(chart.label(i));
    }
    line(legend.toString());
  }

  private static String colour(int curve) {
    return "\u001b[" + COLOURS[curve % COLOURS.length] + "m";
  }

  private void centred(String text) {
    String plain = Chart.plain(text);
    int length = plain.codePointCount(0, plain.length());
    line(" ".repeat(margin + Math.max(0, (columns - length) / 2)) + plain);
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }
}
