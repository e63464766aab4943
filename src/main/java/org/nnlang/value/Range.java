// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;

/** The integers from {@code from} up to, and without, {@code to}; empty where that is not more. */
public record Range(long from, long to) {
  /** How many there are. */
  public long size() {
    return to <= from ? 0 : Math.subtractExact(to, from);
  }

  public boolean contains(long value) {
    return from <= value && value < to;
  }

  /** A view as a list; its size is at most {@link Integer#MAX_VALUE}. */
  public List<Object> asList() {
    int size = Math.toIntExact(size());
    return new AbstractList<>() {
      @Override
      public Object get(int index) {
        return from + Objects.checkIndex(index, size);
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  @Override
  public String toString() {
    return from + ".." + to;
  }
}
