// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.RandomAccess;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/**
 * The cells of a column, kept as the bytes they have in a file and four more each. Whoever looks at
 * them, or adds one, takes one of the {@link LoopPolls} of the table.
 */
final class ColumnCells extends AbstractList<String> implements RandomAccess {
  private byte[] bytes = new byte[16];
  private int[] ends = new int[4];
  private int size;
  private final LoopPolls turns;

  /** How many cells at the start are left out. */
  private final int hidden;

  ColumnCells(LoopPolls turns) {
    this.turns = turns;
    hidden = 0;
  }

  private ColumnCells(ColumnCells all, int hidden) {
    bytes = all.bytes;
    ends = all.ends;
    size = all.size;
    turns = all.turns;
    this.hidden = hidden;
  }

  /** All but the first, on the same memory; nothing is to be added after it. */
  ColumnCells withoutFirst() {
    return new ColumnCells(this, 1);
  }

  @Override
  public boolean add(String cell) {
    turns.next();
    byte[] added = cell.getBytes(StandardCharsets.UTF_8);
    int from = size == 0 ? 0 : ends[size - 1];
    if (from + (long) added.length > Integer.MAX_VALUE - 16) {
      throw Problem.of(ErrorCode.LIMIT, "a column of a table holds at most 2 GiB of text");
    }
    int to = from + added.length;
    if (to > bytes.length) {
      int length = larger(bytes.length, to);
      Heap.need(length, "a column of this table");
      bytes = Arrays.copyOf(bytes, length);
    }
    System.arraycopy(added, 0, bytes, from, added.length);
    if (size == ends.length) {
      int length = larger(ends.length, size + 1);
      Heap.need(4L * length, "a column of this table");
      ends = Arrays.copyOf(ends, length);
    }
    ends[size++] = to;
    return true;
  }

  private static int larger(int length, int needed) {
    return (int) Math.min(Integer.MAX_VALUE - 16, Math.max(needed, length + (long) length / 2));
  }

  @Override
  public String get(int index) {
    turns.next();
    int at = hidden + Objects.checkIndex(index, size());
    int from = at == 0 ? 0 : ends[at - 1];
    return new String(bytes, from, ends[at] - from, StandardCharsets.UTF_8);
  }

  @Override
  public int size() {
    return size - hidden;
  }

  /** Those of some rows. */
  ColumnCells pick(BitSet rows) {
    ColumnCells out = new ColumnCells(turns);
    for (int i = rows.nextSetBit(0); i >= 0; i = rows.nextSetBit(i + 1)) {
      out.add(get(i));
    }
    return out;
  }
}
