// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.value.Show;

/**
 * The cells of a table as text, line by line: RFC 4180, and what else is met: {@code ;}, tabs,
 * {@code |} or blanks between cells, a separator at the end of each line, Excel's first line {@code
 * sep=;}, lines that end in {@code \n}, spaces around cells, a missing last line break.
 */
final class Csv {
  /** A line of the table and where it begins, from 1. */
  record Line(int number, List<String> cells) {}

  private static final int MOST_CELLS = 1 << 22;
  private static final int LONGEST_CELL = 1 << 24;

  /** So many lines tell what a table is like. */
  private static final int LOOK = 20;

  private final Letters letters;
  private final char separator;
  private int line;
  private int width = -1;
  private List<String> first = List.of();
  private final StringBuilder cell = new StringBuilder();

  /** Whether lines may end in one empty cell more than there are columns. */
  private boolean open;

  private Csv(Letters letters, char separator, int line) {
    this.letters = letters;
    this.separator = separator;
    this.line = line;
  }

  /**
   * Begins to read.
   *
   * @param separator what stands between cells; NUL to find out from the first lines
   * @param decimal what stands before fractions, and so between cells at the last
   * @param skipped how many lines are left out before the first
   */
  static Csv of(Letters letters, char separator, char decimal, long skipped) throws IOException {
    int line = 1;
    for (long i = 0; i < skipped; i++, line++) {
      skipLine(letters);
    }
    char told = '\0';
    String start = letters.start();
    if (start.matches("(?s)\"?sep=.\"?\\r?(\\n.*)?")) {
      told = start.charAt(start.indexOf('=') + 1);
      skipLine(letters);
      line++;
    }
    char used = separator != '\0' ? separator : told != '\0' ? told : guess(letters, decimal);
    return new Csv(letters, used, line);
  }

  /** Begins to read at a line after the first, as this table has them. */
  Csv from(Letters other, int firstLine) {
    Csv csv = new Csv(other, separator, firstLine);
    csv.width = width;
    csv.open = open;
    return csv;
  }

  /** The number of the next line, from 1. */
  int line() {
    return line;
  }

  /** The byte at which it begins. */
  long at() {
    return letters.at();
  }

  private static void skipLine(Letters letters) throws IOException {
    for (int c = letters.next(); c >= 0 && c != '\n'; c = letters.next()) {
      // left out
    }
  }

  /** All lines, for tests and small texts. */
  static List<Line> parse(String text, char separator) {
    try {
      Csv csv = of(Letters.of(text), separator, '.', 0);
      List<Line> lines = new ArrayList<>();
      for (Line line = csv.next(); line != null; line = csv.next()) {
        lines.add(line);
      }
      if (lines.isEmpty()) {
        throw noLines();
      }
      return lines;
    } catch (IOException e) {
      throw new IllegalStateException("nothing is read from a file here", e);
    }
  }

  static Problem noLines() {
    return Problem.of(ErrorCode.FILE, "this table has no lines");
  }

  /**
   * The next line, with as many cells as the first; null at the end. Empty lines are left out.
   *
   * @throws Problem {@code file} where a line has another number of cells or a quote is not closed
   */
  @Nullable Line next() throws IOException {
    while (letters.peek() >= 0) {
      int number = line;
      List<String> cells = cells();
      if (cells.size() == 1 && cells.getFirst().isEmpty()) {
        continue;
      }
      if (width < 0) {
        width = cells.size();
        open = width > 1 && cells.getLast().isEmpty();
      }
      boolean ends = cells.size() == width + 1 && cells.getLast().isEmpty();
      if (ends) {
        cells.removeLast();
      } else if (open && cells.size() == width - 1) {
        cells.add("");
      } else if (cells.size() != width) {
        throw uneven(number, cells.size());
      }
      first = first.isEmpty() ? cells : first;
      return new Line(number, cells);
    }
    return null;
  }

  private Problem uneven(int number, int found) {
    refuseCounts(first, found);
    Problem problem =
        Problem.of(
            ErrorCode.FILE,
            "each line of a table has as many cells as its first, "
                + width
                + ", line "
                + number
                + " has "
                + found);
    return number <= 2
        ? problem.hint(
            found == width + 1
                ? "where the first line has no name for the column of row names, write one; or"
                    + " `skip_rows: 1` begins after it"
                : "`skip_rows: 1` begins after the first line, `separator:` says what is between"
                    + " cells")
        : problem;
  }

  /** The separator that cuts the first lines into most cells, as many in each; else a comma. */
  private static char guess(Letters letters, char decimal) throws IOException {
    char best = decimal == ',' ? ';' : ',';
    int most = 1;
    for (char c : new char[] {',', ';', '\t', '|'}) {
      int cells = c == decimal ? 0 : width(letters, c);
      if (cells > most) {
        best = c;
        most = cells;
      }
    }
    // words of a sentence are no cells: blanks count where there are numbers between them
    return most == 1 && width(letters, ' ') > 1 && hasNumbers(letters) ? ' ' : best;
  }

  /** How many cells each of the first lines has, or 0 where that differs. */
  private static int width(Letters letters, char separator) throws IOException {
    List<Line> lines = look(letters, separator);
    return lines == null ? 0 : lines.getFirst().cells.size();
  }

  private static boolean hasNumbers(Letters letters) throws IOException {
    List<Line> lines = look(letters, ' ');
    return lines != null && lines.getLast().cells.stream().anyMatch(NumberStyle.USUAL::isNumber);
  }

  /** The first lines if there are any and they are even, else null. */
  private static @Nullable List<Line> look(Letters letters, char separator) throws IOException {
    String start = letters.start();
    // the last line may go on after what is in memory
    int end = letters.isWhole() ? start.length() : start.lastIndexOf('\n') + 1;
    Csv csv = new Csv(Letters.of(end > 0 ? start.substring(0, end) : start), separator, 1);
    List<Line> lines = new ArrayList<>();
    try {
      for (Line l = csv.next(); l != null && lines.size() < LOOK; l = csv.next()) {
        lines.add(l);
      }
    } catch (Problem uneven) {
      return null;
    }
    return lines.isEmpty() ? null : lines;
  }

  /**
   * Whether the first line names the columns: it has no number in it, and either no name twice and
   * none empty but that at an end, or a name above a column of numbers.
   */
  static boolean hasHeader(List<String> first, List<? extends ColumnKind> below) {
    if (first.stream().anyMatch(NumberStyle.USUAL::isNumber)) {
      return false;
    }
    boolean whole =
        first.size() <= 2
            ? !first.contains("")
            : !first.subList(1, first.size() - 1).contains("")
                && !(first.getFirst().isEmpty() && first.getLast().isEmpty());
    if (whole && new HashSet<>(first).size() == first.size()) {
      return true;
    }
    for (int i = 0; i < below.size(); i++) {
      if (!Tally.isMissing(first.get(i)) && below.get(i).tally().isMostlyNumbers()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Refuses a first line that says how many rows and columns there are.
   *
   * @param cells how many the second line has
   */
  static void refuseCounts(List<String> first, int cells) {
    if (first.size() >= 3
        && first.get(0).matches("[0-9]{1,9}")
        && first.get(1).equals(Integer.toString(cells - 1))
        && first.subList(2, first.size()).stream().noneMatch(NumberStyle.USUAL::isNumber)) {
      throw Problem.of(
              ErrorCode.FILE,
              "the first line says what the table has, %s rows, %s columns and the classes %s, as"
                      .formatted(
                          first.get(0),
                          first.get(1),
                          Show.names(first.subList(2, Math.min(10, first.size()))))
                  + " scikit-learn's files do: it is no row")
          .hint("`skip_rows: 1` begins after it");
    }
  }

  private List<String> cells() throws IOException {
    List<String> cells = new ArrayList<>(Math.max(1, width));
    skipBlanks();
    while (true) {
      cells.add(cell());
      if (cells.size() > MOST_CELLS) {
        throw tooLong("has more than " + MOST_CELLS + " cells");
      }
      boolean more = letters.peek() == separator;
      if (more) {
        letters.next();
        if (separator == ' ') {
          skipBlanks();
          more = !isEnd(letters.peek());
        }
      }
      if (more) {
        continue;
      }
      if (letters.peek() == '\r') {
        letters.next();
      }
      if (letters.peek() == '\n') {
        letters.next();
      }
      line++;
      return cells;
    }
  }

  private void skipBlanks() throws IOException {
    while (letters.peek() == ' ') {
      letters.next();
    }
  }

  private String cell() throws IOException {
    skipBlanks();
    if (letters.peek() == '"') {
      return quoted();
    }
    cell.setLength(0);
    while (!isEnd(letters.peek()) && letters.peek() != separator) {
      append((char) letters.next());
    }
    return cell.toString().strip();
  }

  private String quoted() throws IOException {
    int start = line;
    cell.setLength(0);
    letters.next();
    while (letters.peek() >= 0) {
      char c = (char) letters.next();
      if (c != '"') {
        append(c);
        line += c == '\n' ? 1 : 0;
      } else if (letters.peek() == '"') {
        cell.append('"');
        letters.next();
      } else {
        if (separator != ' ') {
          skipBlanks();
        }
        if (!isEnd(letters.peek()) && letters.peek() != separator) {
          throw Problem.of(
              ErrorCode.FILE,
              "after a cell in quotes a new cell must begin, not so in line " + line);
        }
        return cell.toString();
      }
    }
    throw Problem.of(ErrorCode.FILE, "a cell in quotes does not end, it begins in line " + start);
  }

  private void append(char c) {
    if (cell.length() == LONGEST_CELL) {
      throw tooLong("has a cell of more than " + LONGEST_CELL + " characters");
    }
    cell.append(c);
  }

  private Problem tooLong(String what) {
    return Problem.of(ErrorCode.LIMIT, "line %d of this table %s".formatted(line, what));
  }

  private static boolean isEnd(int c) {
    return c < 0 || c == '\n' || c == '\r';
  }
}
