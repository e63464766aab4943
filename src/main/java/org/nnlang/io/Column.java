// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Show;

/**
 * A column of a table: numbers, or words.
 *
 * @param lines the line of each cell, for messages
 */
record Column(String name, List<String> cells, List<Integer> lines) {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  private static final Set<String> MISSING =
      Set.of("", "NA", "N/A", "na", "n/a", "NaN", "nan", "null", "NULL", "None", "?");

  static boolean isNumber(String cell) {
    return NUMBER.matcher(cell).matches();
  }

  static boolean isMissing(String cell) {
    return MISSING.contains(cell);
  }

  /** Whether all cells that are there are numbers. */
  boolean isNumeric() {
    return cells.stream().allMatch(c -> isMissing(c) || isNumber(c))
        && cells.stream().anyMatch(c -> !isMissing(c));
  }

  /** Whether all cells are {@code true} or {@code false}, which count as 1 and 0. */
  boolean isFlags() {
    return cells.stream().allMatch(c -> isMissing(c) || isFlag(c))
        && cells.stream().anyMatch(Column::isFlag);
  }

  private static boolean isFlag(String cell) {
    return cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false");
  }

  /** The different words, sorted. */
  List<String> words() {
    return new ArrayList<>(new TreeSet<>(cells));
  }

  /** The numbers; what is missing is nan. */
  double[] numbers() {
    return IntStream.range(0, cells.size()).mapToDouble(this::number).toArray();
  }

  /** The number in a row, nan where it is missing; a problem where it is none. */
  double number(int row) {
    String cell = cells.get(row);
    if (isMissing(cell)) {
      return Double.NaN;
    }
    if (isFlag(cell)) {
      return cell.equalsIgnoreCase("true") ? 1 : 0;
    }
    float value = isNumber(cell) ? Float.parseFloat(cell) : Float.POSITIVE_INFINITY;
    if (Float.isInfinite(value)) {
      throw bad(row, "a number");
    }
    return Double.parseDouble(cell);
  }

  /** That a cell is not what it should be. */
  Problem bad(int row, String expected) {
    String cell = cells.get(row);
    String found = Show.quoted(cell.length() <= 40 ? cell : cell.substring(0, 40) + "…");
    return Problem.of(
        ErrorCode.FILE,
        "column %s, line %d: expected %s, found %s"
            .formatted(Show.quoted(name), lines.get(row), expected, found));
  }

  /** The row of the first missing cell, or -1. */
  int firstMissing() {
    for (int i = 0; i < cells.size(); i++) {
      if (isMissing(cells.get(i))) {
        return i;
      }
    }
    return -1;
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
    TreeSet<Double> values = new TreeSet<>();
    for (double v : numbers()) {
      values.add(v);
    }
    return values.size() > 1
        && values.first() == 0
        && values.last() == values.size() - 1
        && values.stream().allMatch(v -> v == Math.rint(v));
  }
}
