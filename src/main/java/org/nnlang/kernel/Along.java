// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import org.nnlang.tensor.DType;

/**
 * Work along one axis of {@code [outer, size, inner]}, line by line: what cannot be done element by
 * element.
 *
 * @param length the size of the axis in the indices or the result, where it is another
 */
public record Along(Kind kind, long outer, int size, long inner, int length, DType dtype)
    implements Kernel {
  private static final long ELEMENTS_PER_BLOCK = 1 << 13;

  /** So many elements of a line, less one, between two questions whether to end. */
  private static final int ASKED = (1 << 16) - 1;

  /** What is done to a line. */
  public enum Kind {
    /** Input 1 are {@code length} indices a line: the numbers there. */
    TAKE,
    /** As TAKE, of which indices below 0 are none. */
    TAKE_CLASS,
    /**
     * Input 0 are {@code length} numbers a line, added where input 1 says to {@code size} zeros.
     */
    ADD_AT,
    /** Input 0 with {@code length} numbers of input 2 where input 1 says. */
    PUT_AT,
    /** The index of the largest number, the first of equal ones; not a number counts as largest. */
    ARG_MAX,
    /** Sums of the numbers up to each. */
    CUMULATE,
    /** Indices of the numbers from the smallest, equal ones in their order. */
    ARG_SORT,
    /** Indices of the numbers from the largest, equal ones in their order. */
    ARG_SORT_DOWN,
  }

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    long lines = outer * inner;
    if (lines == 0) {
      return;
    }
    long perBlock = Math.max(1, ELEMENTS_PER_BLOCK / Math.max(1, size));
    run.parallel(
        Math.toIntExact((lines + perBlock - 1) / perBlock),
        lines * Math.max(size, length) * (kind.compareTo(Kind.ARG_SORT) < 0 ? 2 : 60),
        (block, worker) -> {
          long end = Math.min(lines, (block + 1) * perBlock);
          Runnable poll = () -> run.poll(worker);
          for (long i = block * perBlock; i < end; i++) {
            // line i of inputs with `size`, and of those with `length`, begins here
            long first = i / inner * size * inner + i % inner;
            long other = i / inner * length * inner + i % inner;
            line(inputs, output, first, other, poll);
          }
        });
  }

  private void line(
      MemorySegment[] inputs, MemorySegment output, long first, long other, Runnable poll) {
    switch (kind) {
      case TAKE, TAKE_CLASS -> {
        boolean isClass = kind == Kind.TAKE_CLASS;
        for (int k = 0; k < length; k++) {
          ask(k, poll);
          long i = other + k * inner;
          long at = isClass ? Indices.ofClass(inputs[1], i, size) : Indices.at(inputs[1], i, size);
          move(inputs[0], first + at * inner, output, other + k * inner);
        }
      }
      case ADD_AT -> addAt(inputs, output, first, other, poll);
      case PUT_AT -> putAt(inputs, output, first, other, poll);
      case ARG_MAX ->
          output.setAtIndex(ValueLayout.JAVA_LONG, other, largest(inputs[0], first, poll));
      case CUMULATE -> cumulate(inputs[0], output, first, poll);
      case ARG_SORT, ARG_SORT_DOWN -> sort(inputs[0], output, first, poll);
    }
  }

  private void move(MemorySegment from, long i, MemorySegment to, long k) {
    if (dtype == DType.INT) {
      to.setAtIndex(ValueLayout.JAVA_LONG, k, from.getAtIndex(ValueLayout.JAVA_LONG, i));
    } else {
      Indices.set(to, dtype, k, Indices.get(from, dtype, i));
    }
  }

  private void putAt(
      MemorySegment[] inputs, MemorySegment output, long first, long other, Runnable poll) {
    for (int k = 0; k < size; k++) {
      ask(k, poll);
      move(inputs[0], first + k * inner, output, first + k * inner);
    }
    for (int k = 0; k < length; k++) {
      ask(k, poll);
      long place = other + k * inner;
      move(inputs[2], place, output, first + Indices.at(inputs[1], place, size) * inner);
    }
  }

  private void addAt(
      MemorySegment[] inputs, MemorySegment output, long first, long other, Runnable poll) {
    for (int k = 0; k < size; k++) {
      ask(k, poll);
      Indices.set(output, dtype, first + k * inner, 0);
    }
    for (int k = 0; k < length; k++) {
      ask(k, poll);
      long at = first + Indices.at(inputs[1], other + k * inner, size) * inner;
      add(inputs[0], other + k * inner, output, at);
    }
  }

  private void add(MemorySegment from, long i, MemorySegment to, long at) {
    if (dtype == DType.INT) {
      long one = from.getAtIndex(ValueLayout.JAVA_LONG, i);
      long other = to.getAtIndex(ValueLayout.JAVA_LONG, at);
      to.setAtIndex(ValueLayout.JAVA_LONG, at, Integers.add(other, one));
    } else {
      Indices.set(to, dtype, at, Indices.get(to, dtype, at) + Indices.get(from, dtype, i));
    }
  }

  private static void ask(int k, Runnable poll) {
    if ((k & ASKED) == ASKED) {
      poll.run();
    }
  }

  private long largest(MemorySegment input, long first, Runnable poll) {
    int best = 0;
    for (int k = 1; k < size; k++) {
      ask(k, poll);
      if (compare(input, first + k * inner, first + best * inner) > 0) {
        best = k;
      }
    }
    return best;
  }

  private int compare(MemorySegment input, long i, long k) {
    if (dtype == DType.INT) {
      return Long.compare(
          input.getAtIndex(ValueLayout.JAVA_LONG, i), input.getAtIndex(ValueLayout.JAVA_LONG, k));
    }
    double a = Indices.get(input, dtype, i);
    double b = Indices.get(input, dtype, k);
    // unlike Double.compare takes -0 and 0 as equal
    return a == b ? 0 : Double.compare(a, b);
  }

  private void cumulate(MemorySegment input, MemorySegment output, long first, Runnable poll) {
    if (dtype == DType.INT) {
      long sum = 0;
      for (int k = 0; k < size; k++) {
        ask(k, poll);
        sum = Integers.add(sum, input.getAtIndex(ValueLayout.JAVA_LONG, first + k * inner));
        output.setAtIndex(ValueLayout.JAVA_LONG, first + k * inner, sum);
      }
      return;
    }
    double sum = 0;
    for (int k = 0; k < size; k++) {
      ask(k, poll);
      sum += Indices.get(input, dtype, first + k * inner);
      Indices.set(output, dtype, first + k * inner, sum);
    }
  }

  private void sort(MemorySegment input, MemorySegment output, long first, Runnable poll) {
    if (dtype == DType.FLOAT32) {
      sortFloats(input, output, first, poll);
      return;
    }
    IntBinaryOperator order = (a, b) -> compare(input, first + a * inner, first + b * inner);
    Integer[] indices = new Integer[size];
    Arrays.setAll(indices, k -> k);
    boolean down = kind == Kind.ARG_SORT_DOWN;
    int[] compared = new int[1];
    Arrays.sort(
        indices,
        (a, b) -> {
          if ((++compared[0] & ASKED) == 0) {
            poll.run();
          }
          return down ? order.applyAsInt(b, a) : order.applyAsInt(a, b);
        });
    for (int k = 0; k < size; k++) {
      ask(k, poll);
      output.setAtIndex(ValueLayout.JAVA_LONG, first + k * inner, indices[k]);
    }
  }

  /** Sorts longs of which the upper half is in the order of the numbers, the lower the index. */
  private void sortFloats(MemorySegment input, MemorySegment output, long first, Runnable poll) {
    long[] keys = new long[size];
    for (int k = 0; k < size; k++) {
      ask(k, poll);
      // adding 0 makes 0 of -0
      float x = input.getAtIndex(ValueLayout.JAVA_FLOAT, first + k * inner) + 0f;
      int bits = Float.floatToIntBits(x);
      int rising = bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
      int order = kind == Kind.ARG_SORT_DOWN ? ~rising : rising;
      keys[k] = (long) order << Integer.SIZE | k;
    }
    Sorting.sort(keys, poll);
    for (int k = 0; k < size; k++) {
      ask(k, poll);
      output.setAtIndex(ValueLayout.JAVA_LONG, first + k * inner, (int) keys[k]);
    }
  }
}
