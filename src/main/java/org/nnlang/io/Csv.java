// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * The cells of a table as text: RFC 4180, and what else is met: {@code ;} or tabs between cells,
 * lines that end in {@code \n}, spaces around cells, a missing last line break.
 */
final class Csv {
  /** A line of the table and where it begins, from 1. */
  record Line(int number, List<String> cells) {}

  private final String text;
  private final char separator;
  private int at;
  private int line = 1;

  private Csv(String text, char separator) {
    this.text = text;
    this.separator = separator;
  }

  /**
   * All lines, each with as many cells as the first; empty lines are left out.
   *
   * @param separator what stands between cells; NUL to find out from the first line
   * @throws Problem {@code file} where a line has another number of cells or a quote is not closed
   */
  static List<Line> parse(String text, char separator) {
    Csv csv = new Csv(text, separator == '\0' ? guess(text) : separator);
    List<Line> lines = new ArrayList<>();
    while (csv.at < text.length()) {
      int number = csv.line;
      List<String> cells = csv.cells();
      if (cells.size() == 1 && cells.get(0).isEmpty()) {
        continue;
      }
      if (!lines.isEmpty() && cells.size() != lines.get(0).cells.size()) {
        throw Problem.of(
            ErrorCode.FILE,
            "each line of a table has as many cells as its first, "
                + lines.get(0).cells.size()
                + ", line "
                + number
                + " has "
                + cells.size());
      }
      lines.add(new Line(number, cells));
    }
    if (lines.isEmpty()) {
      throw Problem.of(ErrorCode.FILE, "this table has no lines");
    }
    return lines;
  }

  /** The separator that cuts the first lines into most cells, as many in each; else a comma. */
  private static char guess(String text) {
    char best = ',';
    int most = 1;
    for (char c : new char[] {',', ';', '\t'}) {
      int width = width(text, c);
      if (width > most) {
        best = c;
        most = width;
      }
    }
    return best;
  }

  /** How many cells each of the first lines has, or 0 where that differs. */
  private static int width(String text, char separator) {
    Csv csv = new Csv(text, separator);
    int width = 0;
    try {
      for (int i = 0; i < 20 && csv.at < text.length(); i++) {
        int cells = csv.cells().size();
        if (i > 0 && cells != width) {
          return 0;
        }
        width = cells;
      }
    } catch (Problem p) {
      return 0;
    }
    return width;
  }

  /**
   * Whether the first line names the columns: it has no number in it and no name twice, and there
   * are others.
   */
  static boolean hasHeader(List<Line> lines) {
    List<String> first = lines.get(0).cells;
    return lines.size() > 1
        && first.stream().noneMatch(cell -> cell.isEmpty() || Column.isNumber(cell))
        && new HashSet<>(first).size() == first.size();
  }

  private List<String> cells() {
    List<String> cells = new ArrayList<>();
    while (true) {
      cells.add(cell());
      if (at < text.length() && text.charAt(at) == separator) {
        at++;
        continue;
      }
      if (at < text.length() && text.charAt(at) == '\r') {
        at++;
      }
      if (at < text.length() && text.charAt(at) == '\n') {
        at++;
      }
      line++;
      return cells;
    }
  }

  private String cell() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int start = at;
    while (at < text.length() && !isEnd(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at).strip();
  }

  private String quoted() {
    int start = line;
    StringBuilder cell = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        cell.append(c);
        line += c == '\n' ? 1 : 0;
      } else if (at < text.length() && text.charAt(at) == '"') {
        cell.append('"');
        at++;
      } else {
        while (at < text.length() && text.charAt(at) == ' ') {
          at++;
        }
        if (at < text.length() && !isEnd(text.charAt(at))) {
          throw Problem.of(
              ErrorCode.FILE,
              "after a cell in quotes a new cell must begin, not so in line " + line);
        }
        return cell.toString();
      }
    }
    throw Problem.of(ErrorCode.FILE, "a cell in quotes does not end, it begins in line " + start);
  }

  private boolean isEnd(char c) {
    return c == separator || c == '\n' || c == '\r';
  }
}
