// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

/**
 * A source line as it is shown, cut to a width that fits a terminal, and the underlined part of it
 * in cells.
 *
 * @param from the cell where the underline begins
 * @param width how many cells are underlined, at least 1
 */
record Excerpt(String text, int from, int width) {
  private static final int WIDEST = 100;

  /** So much of a long line is shown before the underlined part. */
  private static final int BEFORE = 30;

  private static final String CUT = "…";

  /** What of {@code span} lies in line {@code number} is underlined, without leading blanks. */
  static Excerpt of(Span span, int number) {
    SourceText source = span.source();
    String line = source.line(number);
    int start = source.lineStart(number);
    int from = Math.clamp(span.start() - start, 0, line.length());
    int to = Math.clamp(span.end() - start, from, line.length());
    if (number > span.line()) {
      from = Math.min(to, line.length() - line.stripLeading().length());
    }
    return cut(line, from, to);
  }

  private static Excerpt cut(String line, int from, int to) {
    int fromCell = Cells.width(line, 0, from);
    int toCell = fromCell + Math.max(1, Cells.width(line, from, to));
    int all = fromCell + Cells.width(line, from, line.length());
    if (all <= WIDEST) {
      return new Excerpt(Cells.visible(line), fromCell, toCell - fromCell);
    }
    int first = toCell <= WIDEST ? 0 : Math.max(0, fromCell - BEFORE);
    int last = first + WIDEST;
    var shown = new StringBuilder(first > 0 ? CUT : "");
    int shift = first > 0 ? CUT.length() - first : 0;
    int cell = 0;
    int i = 0;
    while (i < line.length() && cell < last) {
      int code = line.codePointAt(i);
      int next = cell + Cells.width(code);
      if (cell >= first) {
        Cells.appendVisible(shown, code);
      } else if (next > first) {
        // A wide character over the cut is left out whole.
        shift -= next - first;
      }
      cell = next;
      i += Character.charCount(code);
    }
    if (i < line.length()) {
      shown.append(CUT);
    }
    return new Excerpt(shown.toString(), fromCell + shift, Math.min(toCell, last) - fromCell);
  }
}
