// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.syntax.BinaryOp;

/** The integers from {@code from} up to, and without, {@code to}; empty where that is not more. */
public record Range(long from, long to) {
  /** A range whose size is no integer is a {@link Problem} {@code arithmetic}. */
  public Range {
    if (to > from) {
      Arithmetic.integers(BinaryOp.SUBTRACT, to, from);
    }
  }

  /** How many there are. */
  public long size() {
    return Math.max(0, to - from);
  }

  public boolean contains(long value) {
    return from <= value && value < to;
  }

  /** Whether it is short enough for {@link #asList}. */
  public boolean fitsList() {
    return size() <= Integer.MAX_VALUE;
  }

  /** A view as a list; {@link Problem} {@code limit} where it is longer than lists can be. */
  public List<Object> asList() {
    if (!fitsList()) {
      throw Problem.of(ErrorCode.LIMIT, "the range " + this + " is too long for a list");
    }
    int size = (int) size();
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
