// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Show;

/** A column of a table: numbers, or words. Where it is mostly numbers, what is none is odd. */
final class Column {
  private static final Set<String> MISSING =
      Set.of("", "NA", "N/A", "na", "n/a", "NaN", "nan", "null", "NULL", "None", "?");

  /** Missing where the others are numbers; among words they are words. */
  private static final Set<String> MARKS =
      Set.of(
          "-", "--", ".", "\\N", "n.a.", "N.A.", "#N/A", "<NA>", "#VALUE!", "#DIV/0!", "missing");

  private final String name;
  private final ColumnCells cells;
  private final int[] lines;
  private final NumberStyle style;
  private final boolean words;
  private double[] numbers = new double[0];
  private boolean looked;
  private int present;

  /**
   * The first cell in which nothing is, the first that is no number, and the first of those with
   * digits in it; -1 without.
   */
  private int gap = -1;

  private int odd = -1;
  private int wrong = -1;
  private boolean mostly;

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

  String name() {
    return name;
  }

  ColumnCells cells() {
    return cells;
  }

  int size() {
    return cells.size();
  }

  static boolean isMissing(String cell) {
    return MISSING.contains(cell);
  }

  /** Makes numbers of the cells, nan where a cell is none, and counts what there is. */
  private void look() {
    if (looked) {
      return;
    }
    double[] found = new double[cells.size()];
    int counted = 0;
    int almost = 0;
    int marks = 0;
    for (int i = 0; i < found.length; i++) {
      String cell = cells.get(i);
      double value = style.value(cell);
      found[i] = value;
      if (Double.isNaN(value) && isMissing(cell)) {
        gap = gap < 0 ? i : gap;
        continue;
      }
      present++;
      if (Math.abs(value) <= Float.MAX_VALUE) {
        counted++;
        continue;
      }
      odd = odd < 0 ? i : odd;
      wrong = wrong < 0 && !isBlank(cell) ? i : wrong;
      marks += MARKS.contains(cell) ? 1 : 0;
      almost += !Double.isNaN(value) || style.isAlmost(cell) ? 1 : 0;
    }
    mostly = !words && counted + almost > 0 && 2L * (counted + almost) > present - marks;
    numbers = found;
    looked = true;
  }

  /** Whether more than half of the cells that are there are numbers, written in whatever style. */
  boolean isMostlyNumbers() {
    look();
    return mostly;
  }

  /** Whether all cells that are there are numbers. */
  boolean isNumeric() {
    look();
    return !words && present > 0 && (odd < 0 || mostly && wrong < 0);
  }

  /**
   * Refuses what is missing, and what is odd in a column that is mostly numbers.
   *
   * @param filled whether something is done about what is missing, so that it is not refused
   */
  void refuseOdd(boolean filled) {
    int first = !isMostlyNumbers() ? -1 : filled ? wrong : odd;
    if (!filled && gap >= 0 && (first < 0 || gap < first)) {
      throw missing(gap);
    }
    if (first >= 0) {
      String cell = cells.get(first);
      if (MARKS.contains(cell)) {
        throw missing(first);
      }
      boolean large = !Double.isNaN(numbers[first]);
      throw bad(first, large ? "a number that fits a float of 32 bits" : "a number")
          .hint(
              lines[first] == 1 && !large
                  ? "`header: true` takes the first line for the names of columns"
                  : way(cell));
    }
  }

  private boolean isOdd(int row) {
    return !(Math.abs(numbers[row]) <= Float.MAX_VALUE);
  }

  private String way(String cell) {
    String styles = NumberStyle.otherStyles(cell);
    String quoted = Show.quoted(name);
    String rest = "`skip: [%s]` leaves the column out".formatted(quoted);
    if (isBlank(cell)) {
      return "`missing: \"drop\"` leaves such rows out, `missing: \"mean\"` fills them, " + rest;
    }
    return styles.isEmpty()
        ? rest + ", `words: [%s]` takes it for words".formatted(quoted)
        : styles + "; " + rest;
  }

  /** Whether a cell that is no number has no digit in it, as {@code unknown}. */
  private static boolean isBlank(String cell) {
    return cell.chars().noneMatch(c -> c >= '0' && c <= '9');
  }

  /** Whether nothing is in a row that could be used. */
  boolean isMissing(int row) {
    if (gap < 0 && odd < 0 && looked) {
      return false;
    }
    String cell = cells.get(row);
    return isMissing(cell) || isMostlyNumbers() && Double.isNaN(numbers[row]) && isBlank(cell);
  }

  /** That a cell is missing. */
  Problem missing(int row) {
    String cell = cells.get(row);
    return Problem.of(
            ErrorCode.FILE,
            "a cell is missing in column %s, line %d%s"
                .formatted(
                    Show.quoted(name),
                    lines[row],
                    cell.isEmpty() ? "" : ", where " + Show.quoted(cell) + " stands"))
        .hint(
            "`missing: \"drop\"` leaves such rows out, `missing: \"mean\"` fills them, `skip:"
                + " [%s]` leaves the column out".formatted(Show.quoted(name)));
  }

  /** Whether all cells are {@code true} or {@code false}, which count as 1 and 0. */
  boolean isFlags() {
    return !words
        && cells.stream().allMatch(c -> isMissing(c) || isFlag(c))
        && cells.stream().anyMatch(Column::isFlag);
  }

  private static boolean isFlag(String cell) {
    return cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false");
  }

  /** The different words, sorted. */
  List<String> words() {
    return new ArrayList<>(new TreeSet<>(cells));
  }

  /** The numbers; what is missing is nan. A problem where a cell is neither. */
  double[] numbers() {
    look();
    double[] out = numbers.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = isOdd(i) ? number(i) : out[i];
    }
    return out;
  }

  /** The number in a row, nan where it is missing; a problem where it is none. */
  double number(int row) {
    look();
    String cell = cells.get(row);
    if (isMissing(row)) {
      return Double.NaN;
    }
    if (isFlag(cell)) {
      return cell.equalsIgnoreCase("true") ? 1 : 0;
    }
    if (isOdd(row)) {
      throw bad(row, "a number");
    }
    return numbers[row];
  }

  /**
   * The cells as integers, where all are and a float of 32 bits would lose digits of some; else
   * null.
   */
  long @Nullable [] exact() {
    if (!isNumeric() || !anyWide()) {
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

  private boolean anyWide() {
    return Arrays.stream(numbers).anyMatch(v -> v == Math.rint(v) && (float) v != v);
  }

  /** Whether different integers become equal as floats of 32 bits. */
  boolean isBlurred() {
    long[] exact = exact();
    Map<Float, Long> met = new HashMap<>();
    for (int i = 0; exact != null && i < exact.length; i++) {
      Long other = met.putIfAbsent((float) exact[i], exact[i]);
      if (other != null && other != exact[i]) {
        return true;
      }
    }
    return false;
  }

  /** Whether the numbers are 0, 1, 2, … in this order. */
  boolean isIndex() {
    if (!isNumeric()) {
      return false;
    }
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] != i) {
        return false;
      }
    }
    return true;
  }

  /** That a cell is not what it should be. */
  Problem bad(int row, String expected) {
    String cell = cells.get(row);
    String found = Show.quoted(cell.length() <= 40 ? cell : cell.substring(0, 40) + "…");
    return Problem.of(
        ErrorCode.FILE,
        "column %s, line %d: expected %s, found %s"
            .formatted(Show.quoted(name), lines[row], expected, found));
  }

  /** The row of the first missing cell, or -1. */
  int firstMissing() {
    look();
    if (gap < 0 && (odd < 0 || !mostly)) {
      return -1;
    }
    for (int i = 0; i < cells.size(); i++) {
      if (isMissing(i)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether there is nothing in any cell. */
  boolean isBlank() {
    return cells.stream().allMatch(String::isEmpty);
  }

  /** The mean of the numbers that are there, 0 without any. */
  double mean() {
    return Arrays.stream(numbers()).filter(v -> !Double.isNaN(v)).average().orElse(0);
  }

  /** Whether the numbers are 0, 1, … up to some number, each there at least once. */
  boolean countsClasses() {
    if (!isNumeric() || firstMissing() >= 0) {
      return false;
    }
    BitSet values = new BitSet();
    for (double v : numbers) {
      if (v < 0 || v >= numbers.length || v != Math.rint(v)) {
        return false;
      }
      values.set((int) v);
    }
    return values.length() > 1 && values.cardinality() == values.length();
  }
}
