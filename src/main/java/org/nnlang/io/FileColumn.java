// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A column of a table that stays in its file: of its cells only what is known of all is kept. */
final class FileColumn implements ColumnKind {
  private final Tally tally;
  private final NumberStyle style;

  /** Which of a row's cells is in it. */
  private final int place;

  private final ClassNumbers classes = new ClassNumbers();
  private final TreeSet<String> words = new TreeSet<>();
  private final Blurs blurs = new Blurs();
  private boolean exact = true;

  /** Bytes that the words take. */
  private long taken;

  private final Use use;

  /** What a column is to be. */
  enum Use {
    INPUT,
    /** Numbers, or classes. */
    TARGET,
    CLASSES
  }

  /**
   * @param words whether cells are words whatever they look like
   */
  FileColumn(String name, int place, NumberStyle style, boolean words, Use use) {
    tally = new Tally(name, style, words);
    this.style = style;
    this.place = place;
    this.use = use;
  }

  /** The same column of other rows, of which it knows nothing yet. */
  FileColumn anew() {
    return new FileColumn(name(), place, style, tally.isWords(), use);
  }

  @Override
  public Tally tally() {
    return tally;
  }

  /** A row's cell. */
  String cell(RowFile.Row row) {
    return row.cells().get(place);
  }

  /** Takes the next row. */
  void count(RowFile.Row row) {
    double value = tally.add(cell(row), row.line());
    if (use != Use.INPUT) {
      classes.add(value);
    }
  }

  /** Whether nothing is in a row that could be used. */
  boolean isMissing(RowFile.Row row) {
    String cell = cell(row);
    return tally.mayMiss() && tally.isMissing(cell, style.value(cell));
  }

  /** The number in a row, nan where it is missing; a problem where it is none. */
  double number(RowFile.Row row) {
    return tally.number(cell(row), row.line());
  }

  /** Whether {@link #look} has to go through all rows once more. */
  boolean isToLookAt() {
    return isOfWords() || tally.isWide();
  }

  private boolean isOfWords() {
    return switch (use) {
      case INPUT -> !isNumeric() && !tally.isFlags();
      case TARGET -> !isNumeric();
      case CLASSES -> !countsClasses();
    };
  }

  /** Takes the next row, once all have been counted. */
  void look(RowFile.Row row) {
    String cell = cell(row);
    if (isOfWords() && words.add(cell)) {
      taken += 2L * cell.length() + 100;
      Heap.need(taken / 2, "the different words of column " + name());
    } else if (tally.isWide() && exact) {
      Long value = style.integer(cell);
      exact = value != null;
      blurs.add(value == null ? 0 : value);
    }
  }

  @Override
  public List<String> words() {
    return new ArrayList<>(words);
  }

  @Override
  public boolean countsClasses() {
    return isNumeric() && classes.areAll(tally.size());
  }

  @Override
  public boolean isBlurred() {
    return exact && blurs.found();
  }
}
