// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.DoubleSummaryStatistics;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Show;

/**
 * What the cells of a column are all together, told one after the other: numbers, {@code true} and
 * {@code false}, or words. Where they are mostly numbers, what is none is odd.
 */
final class Tally {
  private static final Set<String> MISSING =
      Set.of("", "NA", "N/A", "na", "n/a", "NaN", "nan", "null", "NULL", "None", "?");

  /** Missing where the others are numbers; among words they are words. */
  private static final Set<String> MARKS =
      Set.of(
          "-", "--", ".", "\\N", "n.a.", "N.A.", "#N/A", "<NA>", "#VALUE!", "#DIV/0!", "missing");

  private final String name;
  private final NumberStyle style;
  private boolean words;
  private final DoubleSummaryStatistics sum = new DoubleSummaryStatistics();
  private long size;
  private long present;
  private long counted;
  private long almost;
  private long marks;
  private long yes;
  private long no;
  private boolean index = true;
  private boolean blank = true;
  private boolean whole = true;
  private boolean wide;

  /**
   * The first cell in which nothing is, the first that is no number, and the first of those with
   * digits in it; null without.
   */
  private @Nullable Cell gap;

  private @Nullable Cell odd;
  private @Nullable Cell wrong;

  private record Cell(String text, int line, double value) {}

  /**
   * @param words whether cells are words whatever they look like
   */
  Tally(String name, NumberStyle style, boolean words) {
    this.name = name;
    this.style = style;
    this.words = words;
  }

  /** Takes the next cell; gives the number it is, nan where it is none. */
  double add(String cell, int line) {
    double value = style.value(cell);
    index &= value == size;
    blank &= cell.isEmpty();
    size++;
    if (Double.isNaN(value) && isMissing(cell)) {
      gap = gap == null ? new Cell(cell, line, value) : gap;
      whole = false;
      return value;
    }
    present++;
    if (Math.abs(value) <= Float.MAX_VALUE) {
      counted++;
      sum.accept(value);
      boolean integer = value == Math.rint(value);
      whole &= integer;
      wide |= integer && (float) value != value;
      return value;
    }
    whole = false;
    yes += isYes(cell) ? 1 : 0;
    no += isNo(cell) ? 1 : 0;
    odd = odd == null ? new Cell(cell, line, value) : odd;
    wrong = wrong == null && !isBlank(cell) ? new Cell(cell, line, value) : wrong;
    marks += MARKS.contains(cell) ? 1 : 0;
    almost += !Double.isNaN(value) || style.isAlmost(cell) ? 1 : 0;
    return value;
  }

  /** From now on cells are words whatever they look like. */
  void takeForWords() {
    words = true;
  }

  boolean isWords() {
    return words;
  }

  String name() {
    return name;
  }

  long size() {
    return size;
  }

  static boolean isMissing(String cell) {
    return MISSING.contains(cell);
  }

  private static boolean isYes(String cell) {
    return cell.equalsIgnoreCase("true");
  }

  private static boolean isNo(String cell) {
    return cell.equalsIgnoreCase("false");
  }

  /** Whether a cell that is no number has no digit in it, as {@code unknown}. */
  private static boolean isBlank(String cell) {
    return cell.chars().noneMatch(c -> c >= '0' && c <= '9');
  }

  /** Whether more than half of the cells that are there are numbers, written in whatever style. */
  boolean isMostlyNumbers() {
    return !words && counted + almost > 0 && 2 * (counted + almost) > present - marks;
  }

  /** Whether all cells that are there are numbers. */
  boolean isNumeric() {
    return !words && present > 0 && (odd == null || isMostlyNumbers() && wrong == null);
  }

  /** Whether all cells are {@code true} or {@code false}, which count as 1 and 0. */
  boolean isFlags() {
    return !words && yes + no > 0 && yes + no == present;
  }

  /** Whether the numbers are 0, 1, 2, … in this order. */
  boolean isIndex() {
    return isNumeric() && index;
  }

  /** Whether all cells are integers and a float of 32 bits may lose digits of some. */
  boolean isWide() {
    return isNumeric() && wide && whole;
  }

  /** Whether there is nothing in any cell. */
  boolean isBlank() {
    return blank;
  }

  /** The mean of the numbers that are there, 0 without any. */
  double mean() {
    return isFlags() ? yes / (double) (yes + no) : sum.getAverage();
  }

  /** The largest number; of a column that has some. */
  double max() {
    return sum.getMax();
  }

  /** Whether a cell may be missing: one has been, or was odd. */
  boolean mayMiss() {
    return gap != null || odd != null && isMostlyNumbers();
  }

  /**
   * Whether nothing is in a cell that could be used.
   *
   * @param value the number it is, or nan
   */
  boolean isMissing(String cell, double value) {
    return isMissing(cell) || isMostlyNumbers() && Double.isNaN(value) && isBlank(cell);
  }

  /**
   * The number that a cell is, nan where it is missing.
   *
   * @param value the number by itself, or nan
   * @throws Problem {@code file} where it is none
   */
  double number(String cell, int line, double value) {
    if (Math.abs(value) <= Float.MAX_VALUE) {
      return value;
    }
    if (isMissing(cell, value)) {
      return Double.NaN;
    }
    if (isYes(cell) || isNo(cell)) {
      return isYes(cell) ? 1 : 0;
    }
    throw bad(cell, line, "a number");
  }

  /** {@link #number(String, int, double)} of a cell alone. */
  double number(String cell, int line) {
    return number(cell, line, style.value(cell));
  }

  /**
   * Refuses what is missing, and what is odd in a column that is mostly numbers.
   *
   * @param filled whether something is done about what is missing, so that it is not refused
   */
  void refuseOdd(boolean filled) {
    Cell first = !isMostlyNumbers() ? null : filled ? wrong : odd;
    if (!filled && gap != null && (first == null || gap.line < first.line)) {
      throw missing(gap);
    }
    if (first != null) {
      if (MARKS.contains(first.text)) {
        throw missing(first);
      }
      boolean large = !Double.isNaN(first.value);
      throw bad(
              first.text, first.line, large ? "a number that fits a float of 32 bits" : "a number")
          .hint(
              first.line == 1 && !large
                  ? "`header: true` takes the first line for the names of columns"
                  : way(first.text));
    }
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

  private Problem missing(Cell cell) {
    return Problem.of(
            ErrorCode.FILE,
            "a cell is missing in column %s, line %d%s"
                .formatted(
                    Show.quoted(name),
                    cell.line,
                    cell.text.isEmpty() ? "" : ", where " + Show.quoted(cell.text) + " stands"))
        .hint(
            "`missing: \"drop\"` leaves such rows out, `missing: \"mean\"` fills them, `skip:"
                + " [%s]` leaves the column out".formatted(Show.quoted(name)));
  }

  /** That a cell is not what it should be. */
  Problem bad(String cell, int line, String expected) {
    String found = Show.quoted(cell.length() <= 40 ? cell : cell.substring(0, 40) + "…");
    return Problem.of(
        ErrorCode.FILE,
        "column %s, line %d: expected %s, found %s"
            .formatted(Show.quoted(name), line, expected, found));
  }
}
