// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file whose rows are read from its start, or from any place at which one begins. */
interface RowFile {
  /**
   * A row.
   *
   * @param line where it stands, from 1
   * @param cells one for each of the {@link #names}
   * @param array numbers that are its input in place of cells; null where cells are
   */
  record Row(int line, List<String> cells, float @Nullable [] array) {}

  /** Rows one after another. */
  interface Reader {
    /** The next one; null at the end. */
    @Nullable Row next() throws IOException;

    /** The byte at which the next one begins, or something before it that is no row. */
    long at();
  }

  /** Something done with rows. */
  @FunctionalInterface
  interface Use<T> {
    T with(Reader rows) throws IOException;
  }

  /** Of the columns. */
  List<String> names();

  /** Where the first row begins. */
  long start();

  /** The shape of a row's array; null where cells are the input. */
  long @Nullable [] shape();

  /**
   * Reads from a byte on.
   *
   * @param piece how many bytes are read at a time
   */
  <T> T read(long from, int piece, Use<T> use);
}
