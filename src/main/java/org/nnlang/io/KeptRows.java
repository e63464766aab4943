// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;

/** The rows of a file that are not left out, read by their numbers. */
final class KeptRows {
  /** Where each so many-th row begins is kept; from there others are counted. */
  static final int STEP = 16;

  private static final int PIECE = 1 << 16;

  private final RowFile file;
  private final List<FileColumn> needed;
  private long[] places = new long[16];
  private long size;

  /** What is done with a row. */
  @FunctionalInterface
  interface Use {
    /**
     * @param at the byte at which it begins
     */
    void row(RowFile.Row row, long at);
  }

  /** What is done with one of the rows that were asked for. */
  @FunctionalInterface
  interface Taker {
    /**
     * @param i which of them
     */
    void row(RowFile.Row row, int i);
  }

  /**
   * Goes through all of a file.
   *
   * @param needed left out is a row in which one of these misses something
   * @param use gets each row that is not
   */
  KeptRows(RowFile file, List<FileColumn> needed, Use use) {
    this.file = file;
    this.needed = needed;
    each(
        (row, at) -> {
          add(at);
          use.row(row, at);
        });
  }

  private void add(long place) {
    int i = (int) (size / STEP);
    if (size % STEP == 0) {
      places = i < places.length ? places : Arrays.copyOf(places, 2 * i);
      places[i] = place;
    }
    size++;
  }

  private boolean isKept(RowFile.Row row) {
    for (FileColumn c : needed) {
      if (c.isMissing(row)) {
        return false;
      }
    }
    return true;
  }

  /** How many there are. */
  long size() {
    return size;
  }

  /** Goes through all of them. */
  void each(Use use) {
    eachOf(
        file,
        (row, at) -> {
          if (isKept(row)) {
            use.row(row, at);
          }
        });
  }

  /** Goes through all rows of a file. */
  static void eachOf(RowFile file, Use use) {
    file.read(
        file.start(),
        PIECE,
        in -> {
          long at = in.at();
          for (RowFile.Row row = in.next(); row != null; row = in.next()) {
            use.row(row, at);
            at = in.at();
          }
          return true;
        });
  }

  /**
   * Reads some.
   *
   * @param wanted their numbers
   * @param order the places in {@code wanted}, of small numbers first
   */
  void read(long[] wanted, int[] order, Taker taker) {
    for (int done = 0; done < order.length; ) {
      done = readNear(wanted, order, done, taker);
    }
  }

  /** Reads rows that are near each other; gives how many are done. */
  private int readNear(long[] wanted, int[] order, int from, Taker taker) {
    long block = wanted[order[from]] / STEP;
    return file.read(
        places[(int) block],
        piece(),
        in -> {
          long next = block * STEP;
          RowFile.Row row = null;
          int done = from;
          for (; done < order.length && wanted[order[done]] < next + STEP; done++) {
            for (; next <= wanted[order[done]]; next++) {
              row = next(in);
            }
            taker.row(Objects.requireNonNull(row), order[done]);
          }
          return done;
        });
  }

  /** So many bytes at a time that those of one place mostly suffice. */
  private int piece() {
    long length = places[(int) ((size - 1) / STEP)] / Math.max(1, size - STEP) + 16;
    return Math.clamp(length * 2 * STEP, 1 << 10, PIECE);
  }

  private RowFile.Row next(RowFile.Reader in) throws IOException {
    for (RowFile.Row row = in.next(); row != null; row = in.next()) {
      if (isKept(row)) {
        return row;
      }
    }
    throw Problem.of(ErrorCode.FILE, "there are fewer rows");
  }
}
