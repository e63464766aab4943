// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.nnlang.graph.Binary;
import org.nnlang.graph.Reduction;
import org.nnlang.graph.Unary;
import org.nnlang.tensor.DType;

/** Registers of floats. */
final class FloatTile extends Tile {
  private static final float PER_2_24 = 0x1p-24f;

  private float[][] r = new float[0][];

  // given by bind, which comes first
  @SuppressWarnings("NullAway.Init")
  private Scratch scratch;

  @SuppressWarnings("NullAway.Init")
  private Bits bits;

  @Override
  void bind(Scratch own, Layout layout) {
    scratch = own;
    int all = layout.registers();
    if (r.length < all) {
      r = new float[all][];
    }
    for (int i = 0; i < all; i++) {
      r[i] = own.floats(i, layout.length(i));
    }
    bits = own.bits(Math.max(layout.tile(), layout.rows()));
  }

  @Override
  void span(int to, int at, int buffer, DType dtype, long index, int count) {
    MemorySegment data = buffers[buffer];
    float[] y = r[to];
    switch (dtype) {
      case FLOAT32 -> MemorySegment.copy(data, ValueLayout.JAVA_FLOAT, 4 * index, y, at, count);
      case FLOAT64 -> {
        double[] x = scratch.doubles(0, count);
        MemorySegment.copy(data, ValueLayout.JAVA_DOUBLE, 8 * index, x, 0, count);
        for (int i = 0; i < count; i++) {
          y[at + i] = (float) x[i];
        }
      }
      case INT -> {
        long[] x = scratch.longs(count);
        MemorySegment.copy(data, ValueLayout.JAVA_LONG, 8 * index, x, 0, count);
        for (int i = 0; i < count; i++) {
          y[at + i] = x[i];
        }
      }
      case BOOL -> {
        byte[] x = scratch.bools(count);
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, index, x, 0, count);
        for (int i = 0; i < count; i++) {
          y[at + i] = x[i];
        }
      }
    }
  }

  @Override
  Object register(int id) {
    return r[id];
  }

  @Override
  void gather(int to, int at, int buffer, DType dtype, long index, long stride, int count) {
    float[] y = r[to];
    if (dtype == DType.FLOAT32) {
      MemorySegment data = buffers[buffer];
      for (int i = 0; i < count; i++) {
        y[at + i] = data.get(ValueLayout.JAVA_FLOAT, 4 * (index + i * stride));
      }
    } else {
      for (int i = 0; i < count; i++) {
        y[at + i] = (float) element(buffer, dtype, index + i * stride);
      }
    }
  }

  @Override
  void fill(int to, int at, double value, int count) {
    Arrays.fill(r[to], at, at + count, (float) value);
  }

  @Override
  void ramp(int to, int at, double start, double step, long first, boolean level, int count) {
    if (level) {
      fill(to, at, start + first * step, count);
      return;
    }
    float[] y = r[to];
    double from = start + first * step;
    for (int i = 0; i < count; i++) {
      y[at + i] = (float) (from + i * step);
    }
  }

  @Override
  int[] words(long seed, long counter, int stream, long first, int blocks) {
    int[] words = scratch.ints(4 * blocks);
    scratch.philox().words(seed, counter, stream, first, blocks, words);
    return words;
  }

  @Override
  void uniform(int to, int at, int[] words, int skip, int count) {
    float[] y = r[to];
    for (int i = 0; i < count; i++) {
      y[at + i] = (words[skip + i] >>> 8) * PER_2_24;
    }
  }

  @Override
  void map1(int to, int a, Unary op, double c, int count) {
    FloatUnary.apply(op, (float) c, r[a], r[to], count, bits);
  }

  @Override
  void map2(int to, int a, int b, Binary op, int count) {
    FloatBinary.apply(op, r[a], r[b], r[to], count);
  }

  @Override
  void mapRows(int to, int a, int perRow, Binary op, boolean flipped) {
    FloatRows.apply(op, flipped, r[a], r[perRow], r[to], rows, cols);
  }

  @Override
  void mix(int to, int a, int b, double c, int count) {
    FloatBinary.mix((float) c, (float) (1 - c), r[a], r[b], r[to], count);
  }

  @Override
  void select(int to, int test, int a, int b, int count) {
    FloatBinary.select(r[test], r[a], r[b], r[to], count);
  }

  @Override
  void expand(int to, int a) {
    FloatRows.expand(r[a], r[to], rows, cols);
  }

  @Override
  void reduce(int to, int a, Reduction op) {
    FloatRows.reduce(op, r[a], r[to], rows, cols);
  }

  @Override
  void store(int a, int buffer, DType dtype, long index, int count) {
    MemorySegment data = buffers[buffer];
    float[] x = r[a];
    switch (dtype) {
      case FLOAT32 -> MemorySegment.copy(x, 0, data, ValueLayout.JAVA_FLOAT, 4 * index, count);
      case FLOAT64 -> {
        double[] y = scratch.doubles(0, count);
        for (int i = 0; i < count; i++) {
          y[i] = x[i];
        }
        MemorySegment.copy(y, 0, data, ValueLayout.JAVA_DOUBLE, 8 * index, count);
      }
      case INT -> {
        long[] y = scratch.longs(count);
        for (int i = 0; i < count; i++) {
          y[i] = (long) x[i];
        }
        MemorySegment.copy(y, 0, data, ValueLayout.JAVA_LONG, 8 * index, count);
      }
      case BOOL -> {
        byte[] y = scratch.bools(count);
        for (int i = 0; i < count; i++) {
          y[i] = (byte) (x[i] != 0 ? 1f : 0f);
        }
        MemorySegment.copy(y, 0, data, ValueLayout.JAVA_BYTE, index, count);
      }
    }
  }

  @Override
  void fold(int a, int count, int width, Reduction op, MemorySegment out, int at) {
    double[] all = scratch.doubles(0, width);
    FloatRows.fold(op, r[a], count, width, all);
    MemorySegment.copy(all, 0, out, ValueLayout.JAVA_DOUBLE, 8L * at, width);
  }

  @Override
  boolean areBetween(int a, double from, double to, int n) {
    float[] x = r[a];
    for (int i = 0; i < n; i++) {
      if (!(x[i] > from && x[i] < to)) {
        return false;
      }
    }
    return true;
  }
}
