// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.List;

/** What a column is, which says what becomes of it; its cells may be anywhere. */
interface ColumnKind {
  /** What its cells are all together. */
  Tally tally();

  default String name() {
    return tally().name();
  }

  default boolean isNumeric() {
    return tally().isNumeric();
  }

  /** The different cells, sorted; of a column that is not numeric. */
  List<String> words();

  /** Whether the numbers are 0, 1, … up to some number, each there at least once. */
  boolean countsClasses();

  /** Whether different integers become equal as floats of 32 bits. */
  boolean isBlurred();
}
