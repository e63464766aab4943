// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Unary;
import org.nnlang.tensor.DType;

/** Registers of 64 bit integers; booleans are 0 or 1. */
final class LongTile extends Tile {
  private long[][] r = new long[0][];

  // given by bind, which comes first
  @SuppressWarnings("NullAway.Init")
  private Scratch scratch;

  @Override
  void bind(Scratch own, Layout layout) {
    scratch = own;
    int all = layout.registers();
    if (r.length < all) {
      r = Arrays.copyOf(r, all);
    }
    for (int i = 0; i < all; i++) {
      if (r[i] == null || r[i].length < layout.length(i)) {
        r[i] = new long[layout.length(i)];
      }
    }
  }

  @Override
  void span(int to, int at, int buffer, DType dtype, long index, int count) {
    MemorySegment data = buffers[buffer];
    if (dtype == DType.INT) {
      MemorySegment.copy(data, ValueLayout.JAVA_LONG, 8 * index, r[to], at, count);
      return;
    }
    byte[] x = scratch.bools(count);
    MemorySegment.copy(data, ValueLayout.JAVA_BYTE, index, x, 0, count);
    long[] y = r[to];
    for (int i = 0; i < count; i++) {
      y[at + i] = x[i];
    }
  }

  @Override
  Object register(int id) {
    return r[id];
  }

  @Override
  void gather(int to, int at, int buffer, DType dtype, long index, long stride, int count) {
    for (int i = 0; i < count; i++) {
      span(to, at + i, buffer, dtype, index + i * stride, 1);
    }
  }

  @Override
  void repeat(int to, int at, int buffer, DType dtype, long index, int count) {
    span(to, at, buffer, dtype, index, 1);
    Arrays.fill(r[to], at, at + count, r[to][at]);
  }

  @Override
  void fill(int to, int at, double value, int count) {
    Arrays.fill(r[to], at, at + count, (long) value);
  }

  @Override
  void ramp(int to, int at, double start, double step, long first, boolean level, int count) {
    long[] y = r[to];
    for (int i = 0; i < count; i++) {
      long k = level ? first : first + i;
      // where the product alone does not fit, the sum is right all the same
      y[at + i] = (long) start + (long) step * k;
    }
  }

  @Override
  int[] words(long seed, long counter, int stream, long first, int blocks) {
    throw new IllegalStateException("random numbers are fractions");
  }

  @Override
  void uniform(int to, int at, int[] words, int skip, int count) {
    throw new IllegalStateException("random numbers are fractions");
  }

  @Override
  void map1(int to, int a, Unary op, double c, int count) {
    LongUnary.apply(op, (long) c, r[a], r[to], count);
  }

  @Override
  void map2(int to, int a, int b, Binary op, int count) {
    LongBinary.apply(op, r[a], r[b], r[to], count);
  }

  @Override
  void mapRows(int to, int a, int perRow, Binary op, boolean flipped) {
    long[] repeated = scratch.longs(rows * cols);
    expand(r[perRow], repeated);
    if (flipped) {
      LongBinary.apply(op, repeated, r[a], r[to], rows * cols);
    } else {
      LongBinary.apply(op, r[a], repeated, r[to], rows * cols);
    }
  }

  @Override
  void mix(int to, int a, int b, double c, int count) {
    throw new IllegalStateException("a running mean has fractions");
  }

  @Override
  void select(int to, int test, int a, int b, int count) {
    LongBinary.select(r[test], r[a], r[b], r[to], count);
  }

  @Override
  void expand(int to, int a) {
    expand(r[a], r[to]);
  }

  private void expand(long[] perRow, long[] full) {
    for (int row = 0; row < rows; row++) {
      Arrays.fill(full, row * cols, row * cols + cols, perRow[row]);
    }
  }

  @Override
  void reduce(int to, int a, Reduction op) {
    long[] x = r[a];
    long[] y = r[to];
    for (int row = 0; row < rows; row++) {
      long all = (long) op.identity();
      for (int i = row * cols; i < row * cols + cols; i++) {
        all = Integers.join(op, all, x[i]);
      }
      y[row] = all;
    }
  }

  @Override
  void store(int a, int buffer, DType dtype, long index, int count) {
    MemorySegment data = buffers[buffer];
    long[] x = r[a];
    if (dtype == DType.INT) {
      MemorySegment.copy(x, 0, data, ValueLayout.JAVA_LONG, 8 * index, count);
      return;
    }
    byte[] y = scratch.bools(count);
    for (int i = 0; i < count; i++) {
      y[i] = (byte) (x[i] != 0 ? 1 : 0);
    }
    MemorySegment.copy(y, 0, data, ValueLayout.JAVA_BYTE, index, count);
  }

  @Override
  void fold(int a, int count, int width, Reduction op, MemorySegment out, int at) {
    long[] x = r[a];
    for (int i = 0; i < width; i++) {
      long all = (long) op.identity();
      for (int k = i; k < count; k += width) {
        all = Integers.join(op, all, x[k]);
      }
      out.setAtIndex(ValueLayout.JAVA_LONG, at + i, all);
    }
  }

  @Override
  boolean areBetween(int a, double from, double to, int n) {
    throw new IllegalStateException("asked of fractions only");
  }
}
