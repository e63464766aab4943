// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Polls;
import org.nnlang.source.Problem;

/** Lines of a table, kept as columns. */
final class Rows {
  private static final int MOST = 1 << 30;

  /** Bytes that a column takes before there is anything in it, and what is made of it later. */
  private static final long COLUMN = 400;

  /** So many rows are added between two looks at what is left of memory. */
  private static final int LOOKED = 1 << 10;

  private final List<ColumnCells> columns = new ArrayList<>();
  private int[] lines = new int[16];
  private int size;

  /** Bytes that the cells take. */
  private long taken;

  Rows(int width, LoopPolls turns) {
    Heap.need(COLUMN * width, "a table of %d columns".formatted(width));
    for (int i = 0; i < width; i++) {
      Polls.sometimes();
      columns.add(new ColumnCells(turns));
    }
  }

  int size() {
    return size;
  }

  /** Adds a line, which has a cell for each column. */
  void add(Csv.Line line) {
    if (size == MOST) {
      throw Problem.of(ErrorCode.LIMIT, "a table has at most " + MOST + " rows");
    }
    if (size == lines.length) {
      lines = Arrays.copyOf(lines, 2 * size);
    }
    lines[size++] = line.number();
    for (int i = 0; i < columns.size(); i++) {
      String cell = line.cells().get(i);
      columns.get(i).add(cell);
      taken += cell.length() + Integer.BYTES;
    }
    if (size % LOOKED == 0) {
      // columns grow by half of what they are
      Heap.need(taken / 2, "a table of more than %d rows".formatted(size));
    }
  }

  /**
   * Under names that count them.
   *
   * @param named whether the first line names the columns and is no row
   */
  List<Column> columns(boolean named, NumberStyle style) {
    int[] own = Arrays.copyOfRange(lines, named ? 1 : 0, size);
    List<Column> out = new ArrayList<>();
    for (ColumnCells all : columns) {
      Polls.sometimes();
      ColumnCells cells = named ? all.withoutFirst() : all;
      out.add(new Column("column" + (out.size() + 1), cells, own, style, false));
    }
    return out;
  }
}
