// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

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
        && cells.stream().anyMatch(Column::isNumber);
  }

  /** The different words, sorted. */
  List<String> words() {
    return new ArrayList<>(new TreeSet<>(cells));
  }

  /** The numbers; what is missing is nan. */
  double[] numbers() {
    return cells.stream()
        .mapToDouble(c -> isMissing(c) ? Double.NaN : Double.parseDouble(c))
        .toArray();
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

  /** The mean of the numbers that are there. */
  double mean() {
    return cells.stream()
        .filter(Column::isNumber)
        .mapToDouble(Double::parseDouble)
        .average()
        .orElse(0);
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
