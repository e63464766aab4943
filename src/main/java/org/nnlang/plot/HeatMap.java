// SPDX-License-Identifier: Apache-2.0
package org.nnlang.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nnlang.tensor.Tensor;

/**
 * A matrix as coloured squares: blue below 0 and red above where it has numbers below 0, else from
 * black to white. Of a large one a square is the number farthest from 0 among those it stands for.
 */
public final class HeatMap {
  private static final int BAR = 20;
  private static final int LARGEST_CELL = 8;

  /** Of a picture: its squares, and what stands around them. */
  private static final int LARGEST = 480;

  private static final int LARGE_CELL = 40;
  private static final int LEAST = 80;
  private static final int BAR_WIDTH = 160;
  private static final int GAP = 12;
  private static final int DIGIT = 8;
  private static final int FONT = 12;

  /** For a label, and what labels count by. */
  private static final int ROOM = 24;

  private static final int[] STEPS = {1, 2, 5};
  private static final int NEGATIVE = 0x2166ac;
  private static final int POSITIVE = 0xb2182b;
  private static final int MIDDLE = 0xf7f7f7;
  private static final int NO_NUMBER = 0xffd700;

  private final double[] values;
  private final int rows;
  private final int columns;
  private final double low;
  private final double high;

  private HeatMap(double[] values, int rows, int columns) {
    this.values = values;
    this.rows = rows;
    this.columns = columns;
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    low = Arrays.stream(finite).min().orElse(0);
    high = Arrays.stream(finite).max().orElse(0);
  }

  /** Of a tensor of any rank: its first axis downwards, all others across; a row of one axis. */
  public static HeatMap of(Tensor t) {
    int across = t.rank() == 0 ? 1 : (int) (t.rank() == 1 ? t.dim(0) : t.size() / t.dim(0));
    int down = t.rank() < 2 ? 1 : (int) t.dim(0);
    return new HeatMap(t.toDoubles(), down, across);
  }

  private double at(int row, int column) {
    return values[row * columns + column];
  }

  /** As squares of {@code cell} pixels, or made smaller to at most so many squares. */
  private Pixels pixels(int mostAcross, int mostDown, int cell, boolean coloured) {
    int across = Math.min(columns, mostAcross);
    int down = Math.min(rows, mostDown);
    int[] rgb = new int[across * down * cell * cell];
    for (int r = 0; r < down; r++) {
      for (int c = 0; c < across; c++) {
        double value = farthest(r, down, c, across);
        int colour = coloured ? colour(value) : grey(value);
        for (int i = 0; i < cell * cell; i++) {
          rgb[(r * cell + i / cell) * across * cell + c * cell + i % cell] = colour;
        }
      }
    }
    return new Pixels(across * cell, down * cell, rgb);
  }

  private double farthest(int r, int down, int c, int across) {
    double found = 0;
    for (int y = (int) ((long) r * rows / down); y < (long) (r + 1) * rows / down; y++) {
      for (int x = (int) ((long) c * columns / across);
          x < (long) (c + 1) * columns / across;
          x++) {
        double value = at(y, x);
        if (Double.isNaN(value)) {
          return value;
        }
        found = Math.abs(value) > Math.abs(found) ? value : found;
      }
    }
    return found;
  }

  private int colour(double value) {
    if (Double.isNaN(value)) {
      return NO_NUMBER;
    }
    if (low >= 0) {
      return grey(value);
    }
    double size = Math.max(-low, high);
    double part = Math.clamp(value / size, -1.0, 1.0);
    return mixed(MIDDLE, part < 0 ? NEGATIVE : POSITIVE, Math.abs(part));
  }

  private int grey(double value) {
    double part = high > low ? Math.clamp((value - low) / (high - low), 0.0, 1.0) : 0.5;
    return mixed(0, 0xffffff, Double.isNaN(part) ? 0 : part);
  }

  private static int mixed(int from, int to, double part) {
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = from >> shift & 255;
      int b = to >> shift & 255;
      colour = colour << 8 | (int) Math.round(a + part * (b - a));
    }
    return colour;
  }

  /** With numbers of rows and columns beside it, and below it a bar from the least colour on. */
  public Picture picture() {
    Pixels squares = pixels(LARGEST, LARGEST, 1, true);
    int cell = Math.clamp(LARGEST / Math.max(squares.width(), squares.height()), 1, LARGE_CELL);
    int width = Math.max(squares.width() * cell, least(squares.width()));
    int height = Math.max(squares.height() * cell, least(squares.height()));
    double left = GAP + DIGIT * Integer.toString(rows - 1).length() + GAP;
    List<Shape> shapes = new ArrayList<>();
    shapes.add(new Shape.Image(left, GAP, width, height, squares));
    for (int row : labelled(rows, height)) {
      double y = GAP + (row + 0.5) * height / rows + 4;
      shapes.add(new Shape.Text(left - GAP / 2.0, y, 1, FONT, Integer.toString(row)));
    }
    double below = GAP + height + 16;
    for (int column : labelled(columns, width)) {
      double x = left + (column + 0.5) * width / columns;
      shapes.add(new Shape.Text(x, below, 0.5, FONT, Integer.toString(column)));
    }
    double from = left + DIGIT * number(low).length() + GAP;
    double to = from + BAR_WIDTH + GAP;
    double top = below + GAP;
    shapes.add(new Shape.Text(left, top + 11, 0, FONT, number(low)));
    shapes.add(new Shape.Image(from, top, BAR_WIDTH, 14, bar(BAR_WIDTH, true)));
    shapes.add(new Shape.Text(to, top + 11, 0, FONT, number(high)));
    double right = Math.max(left + width, to + DIGIT * number(high).length());
    return new Picture((int) Math.ceil(right + GAP), (int) (top + 14 + GAP), shapes);
  }

  /** What so many squares are wide at least, however many there are the other way. */
  private static int least(int squares) {
    return Math.min(squares * LARGE_CELL, LEAST);
  }

  /** Round numbers from 0 to {@code count - 1}, as many as there is room for. */
  private static List<Integer> labelled(int count, int room) {
    int most = Math.max(1, room / ROOM);
    int step = 1;
    for (int i = 0; Math.ceilDiv(count, step) > most; i++) {
      step = STEPS[i % STEPS.length] * (int) Math.pow(10, i / STEPS.length);
    }
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < count; i += step) {
      found.add(i);
    }
    return found;
  }

  /**
   * As lines of text, with the numbers of the first and last row and column, and below a bar from
   * the least colour to the greatest.
   *
   * @param width columns of text at most
   * @param lines of the matrix itself at most, two rows a line
   */
  public String text(int width, int lines, boolean coloured) {
    int margin = Integer.toString(rows - 1).length();
    int room = Math.max(8, width - margin - 1);
    int cell = Math.min(room / Math.min(columns, room), 2 * lines / Math.min(rows, 2 * lines));
    Pixels squares = pixels(room, 2 * lines, Math.clamp(cell, 1, LARGEST_CELL), coloured);
    String[] drawn = squares.text(room, coloured).split("\n");
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < drawn.length; i++) {
      boolean end = rows > 1 && i == drawn.length - 1 && i > 0;
      String label = i == 0 ? "0" : end ? Integer.toString(rows - 1) : "";
      out.append(" ".repeat(margin - label.length())).append(label).append(' ');
      out.append(drawn[i]).append('\n');
    }
    String last = Integer.toString(columns - 1);
    int gap = squares.width() - 1 - last.length();
    String below = columns > 1 && gap > 0 ? "0" + " ".repeat(gap) + last : "0";
    out.append(" ".repeat(margin + 1)).append(below).append('\n');
    return out.append(" ".repeat(margin + 1)).append(bar(coloured)).append('\n').toString();
  }

  private String bar(boolean coloured) {
    String bar = bar(BAR, coloured).text(BAR, coloured).stripTrailing();
    return number(low) + " " + bar + " " + number(high);
  }

  /** A row of all colours. */
  private Pixels bar(int steps, boolean coloured) {
    int[] rgb = new int[steps];
    for (int i = 0; i < steps; i++) {
      double value = low + (high - low) * i / (steps - 1);
      rgb[i] = coloured ? colour(value) : grey(value);
    }
    return new Pixels(steps, 1, rgb);
  }

  private static String number(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e6
        ? Long.toString((long) x)
        : String.format(java.util.Locale.ROOT, "%.3g", x);
  }
}
