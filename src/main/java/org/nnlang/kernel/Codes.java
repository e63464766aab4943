// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.nnlang.tensor.Packing;

/** The codes of packed weights as floats, some of them that stand next to each other. */
final class Codes {
  private Codes() {}

  /** Makes {@code to[i]} what code {@code from + i} says. */
  static void floats(
      Packing packing, MemorySegment codes, long from, int count, Scratch scratch, float[] to) {
    switch (packing) {
      case INT8 -> {
        byte[] bytes = scratch.codes(0, count);
        MemorySegment.copy(codes, ValueLayout.JAVA_BYTE, from, bytes, 0, count);
        widen(bytes, to, count);
      }
      case BFLOAT16 -> {
        short[] halves = scratch.shorts(count);
        MemorySegment.copy(codes, ValueLayout.JAVA_SHORT, 2 * from, halves, 0, count);
        Bits bits = scratch.bits(count);
        raise(halves, bits.ints, count);
        bits.toFloats(count);
        System.arraycopy(bits.floats, 0, to, 0, count);
      }
    }
  }

  /** The same, each times the scale of its row, of which code {@code from} is that of the first. */
  static void scaled(
      Packing packing,
      MemorySegment codes,
      long from,
      int count,
      Scratch scratch,
      float[] scales,
      float[] to) {
    floats(packing, codes, from, count, scratch, to);
    if (packing == Packing.INT8) {
      multiply(to, scales, count);
    }
  }

  private static void widen(byte[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i];
    }
  }

  private static void raise(short[] x, int[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] << 16;
    }
  }

  static void multiply(float[] y, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      y[i] *= x[i];
    }
  }

  /** Adds four rows of codes, each times a number, to {@code y}. */
  static void addBytes(
      byte[] w0,
      byte[] w1,
      byte[] w2,
      byte[] w3,
      float x0,
      float x1,
      float x2,
      float x3,
      float[] y,
      int n) {
    for (int i = 0; i < n; i++) {
      y[i] += x0 * w0[i] + x1 * w1[i] + (x2 * w2[i] + x3 * w3[i]);
    }
  }

  /** Adds four rows, each times a number, to {@code y}. */
  static void addFloats(
      float[] w0,
      float[] w1,
      float[] w2,
      float[] w3,
      float x0,
      float x1,
      float x2,
      float x3,
      float[] y,
      int n) {
    for (int i = 0; i < n; i++) {
      y[i] += x0 * w0[i] + x1 * w1[i] + (x2 * w2[i] + x3 * w3[i]);
    }
  }
}
