// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Problem;

/** A column of a table that is in memory: numbers, or words. */
final class Column implements ColumnKind {
  private final String name;
  private final ColumnCells cells;
  private final int[] lines;
  private final NumberStyle style;
  private final boolean words;
  private double[] numbers = new double[0];
  private @Nullable Tally tally;

  /**
   * @param lines the line of each cell, for messages
   * @param words whether cells are words whatever they look like
   */
  Column(String name, ColumnCells cells, int[] lines, NumberStyle style, boolean words) {
    this.name = name;
    this.cells = cells;
    this.lines = lines;
    this.style = style;
    this.words = words;
  }

  /** The same cells under another name. */
  Column named(String other, boolean asWords) {
    return new Column(other, cells, lines, style, asWords);
  }

  /** The same column in some rows. */
  Column pick(BitSet rows) {
    int[] picked = rows.stream().map(row -> lines[row]).toArray();
    return new Column(name, cells.pick(rows), picked, style, words);
  }

  ColumnCells cells() {
    return cells;
  }

  int rows() {
    return cells.size();
  }

  /** Makes numbers of the cells, nan where a cell is none. */
  @Override
  public Tally tally() {
    if (tally == null) {
      Tally found = new Tally(name, style, words);
      double[] values = new double[cells.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = found.add(cells.get(i), lines[i]);
      }
      numbers = values;
      tally = found;
    }
    return tally;
  }

  /** Whether nothing is in a row that could be used. */
  boolean isMissing(int row) {
    return tally().isMissing(cells.get(row), numbers[row]);
  }

  @Override
  public List<String> words() {
    return new ArrayList<>(new TreeSet<>(cells));
  }

  /** The numbers; what is missing is nan. A problem where a cell is neither. */
  double[] numbers() {
    tally();
    double[] out = numbers.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.abs(out[i]) <= Float.MAX_VALUE ? out[i] : number(i);
    }
    return out;
  }

  /** The number in a row, nan where it is missing; a problem where it is none. */
  double number(int row) {
    return tally().number(cells.get(row), lines[row], numbers[row]);
  }

  /**
   * The cells as integers, where all are and a float of 32 bits would lose digits of some; else
   * null.
   */
  long @Nullable [] exact() {
    if (!tally().isWide()) {
      return null;
    }
    long[] out = new long[cells.size()];
    for (int i = 0; i < out.length; i++) {
      Long value = style.integer(cells.get(i));
      if (value == null) {
        return null;
      }
      out[i] = value;
    }
    return out;
  }

  @Override
  public boolean isBlurred() {
    long[] exact = exact();
    Blurs met = new Blurs();
    for (int i = 0; exact != null && i < exact.length; i++) {
      met.add(exact[i]);
    }
    return met.found();
  }

  /** That a cell is not what it should be. */
  Problem bad(int row, String expected) {
    return tally().bad(cells.get(row), lines[row], expected);
  }

  @Override
  public boolean countsClasses() {
    boolean numeric = tally().isNumeric();
    ClassNumbers classes = new ClassNumbers();
    for (double v : numbers) {
      classes.add(v);
    }
    return numeric && classes.areAll(cells.size());
  }
}
