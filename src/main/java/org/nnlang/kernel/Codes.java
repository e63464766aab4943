// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.nnlang.graph.Binary;
import org.nnlang.tensor.Packing;

/**
 * Codes of packed weights that stand next to each other, as floats and in products. Every loop is
 * one that the JVM makes vector code of: over whole arrays, with conversions it knows.
 */
final class Codes {
  /** How many codes' rows are added at a time. */
  static final int AT_ONCE = 4;

  private final Packing packing;

  Codes(Packing packing) {
    this.packing = packing;
  }

  /** Makes {@code to[i]} the number of code {@code from + i}, without a scale. */
  void floats(MemorySegment codes, long from, int count, Scratch scratch, float[] to) {
    read(codes, from, count, scratch, 0);
    switch (packing) {
      case INT8 -> widen(scratch.bytes(0, count), to, count);
      case BFLOAT16 -> widen(scratch.shorts(0, count), to, count);
    }
  }

  /** The same, each times the scale of its row. */
  void scaled(
      MemorySegment codes, long from, int count, Scratch scratch, float[] scales, float[] to) {
    floats(codes, from, count, scratch, to);
    FloatBinary.apply(Binary.MUL, to, scales, to, count);
  }

  /** Copies codes into the cache, to be added as row {@code slot} of {@link #AT_ONCE}. */
  void read(MemorySegment codes, long from, int count, Scratch scratch, int slot) {
    switch (packing) {
      case INT8 ->
          MemorySegment.copy(
              codes, ValueLayout.JAVA_BYTE, from, scratch.bytes(slot, count), 0, count);
      case BFLOAT16 ->
          MemorySegment.copy(
              codes, ValueLayout.JAVA_SHORT, 2 * from, scratch.shorts(slot, count), 0, count);
    }
  }

  /**
   * Adds the first {@code rows} rows of codes that were read, each times a number of {@code x}, to
   * {@code y}.
   */
  void add(Scratch s, int rows, float[] x, int from, float[] y, int count) {
    if (rows < AT_ONCE) {
      for (int i = 0; i < rows; i++) {
        switch (packing) {
          case INT8 -> add(s.bytes(i, count), x[from + i], y, count);
          case BFLOAT16 -> add(s.shorts(i, count), x[from + i], y, count);
        }
      }
      return;
    }
    float x0 = x[from];
    float x1 = x[from + 1];
    float x2 = x[from + 2];
    float x3 = x[from + 3];
    switch (packing) {
      case INT8 -> {
        byte[] w0 = s.bytes(0, count);
        byte[] w1 = s.bytes(1, count);
        add(w0, w1, s.bytes(2, count), s.bytes(3, count), x0, x1, x2, x3, y, count);
      }
      case BFLOAT16 -> {
        short[] w0 = s.shorts(0, count);
        short[] w1 = s.shorts(1, count);
        add(w0, w1, s.shorts(2, count), s.shorts(3, count), x0, x1, x2, x3, y, count);
      }
    }
  }

  /** The same for two at a time: codes become floats once for both. */
  void add(
      Scratch s,
      int rows,
      float[] x,
      int from,
      float[] y,
      int otherFrom,
      float[] other,
      int count) {
    if (rows < AT_ONCE) {
      add(s, rows, x, from, y, count);
      add(s, rows, x, otherFrom, other, count);
      return;
    }
    float x0 = x[from];
    float x1 = x[from + 1];
    float x2 = x[from + 2];
    float x3 = x[from + 3];
    float z0 = x[otherFrom];
    float z1 = x[otherFrom + 1];
    float z2 = x[otherFrom + 2];
    float z3 = x[otherFrom + 3];
    switch (packing) {
      case INT8 -> {
        byte[] w0 = s.bytes(0, count);
        byte[] w1 = s.bytes(1, count);
        byte[] w2 = s.bytes(2, count);
        byte[] w3 = s.bytes(3, count);
        add(w0, w1, w2, w3, x0, x1, x2, x3, y, z0, z1, z2, z3, other, count);
      }
      case BFLOAT16 -> {
        short[] w0 = s.shorts(0, count);
        short[] w1 = s.shorts(1, count);
        short[] w2 = s.shorts(2, count);
        short[] w3 = s.shorts(3, count);
        add(w0, w1, w2, w3, x0, x1, x2, x3, y, z0, z1, z2, z3, other, count);
      }
    }
  }

  private static void add(byte[] w, float x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.fma(x, (float) w[i], y[i]);
    }
  }

  private static void add(short[] w, float x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.fma(x, Float.float16ToFloat(w[i]), y[i]);
    }
  }

  private static void add(
      byte[] w0,
      byte[] w1,
      byte[] w2,
      byte[] w3,
      float x0,
      float x1,
      float x2,
      float x3,
      float[] y,
      float z0,
      float z1,
      float z2,
      float z3,
      float[] z,
      int n) {
    for (int i = 0; i < n; i++) {
      float a = w0[i];
      float b = w1[i];
      float c = w2[i];
      float d = w3[i];
      float sum = Math.fma(x3, d, Math.fma(x2, c, Math.fma(x1, b, Math.fma(x0, a, y[i]))));
      float other = Math.fma(z3, d, Math.fma(z2, c, Math.fma(z1, b, Math.fma(z0, a, z[i]))));
      y[i] = sum;
      z[i] = other;
    }
  }

  private static void add(
      short[] w0,
      short[] w1,
      short[] w2,
      short[] w3,
      float x0,
      float x1,
      float x2,
      float x3,
      float[] y,
      float z0,
      float z1,
      float z2,
      float z3,
      float[] z,
      int n) {
    for (int i = 0; i < n; i++) {
      float a = Float.float16ToFloat(w0[i]);
      float b = Float.float16ToFloat(w1[i]);
      float c = Float.float16ToFloat(w2[i]);
      float d = Float.float16ToFloat(w3[i]);
      float sum = Math.fma(x3, d, Math.fma(x2, c, Math.fma(x1, b, Math.fma(x0, a, y[i]))));
      float other = Math.fma(z3, d, Math.fma(z2, c, Math.fma(z1, b, Math.fma(z0, a, z[i]))));
      y[i] = sum;
      z[i] = other;
    }
  }

  private static void widen(byte[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i];
    }
  }

  private static void widen(short[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Float.float16ToFloat(x[i]);
    }
  }

  private static void add(
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
      float sum = Math.fma(x1, (float) w1[i], Math.fma(x0, (float) w0[i], y[i]));
      y[i] = Math.fma(x3, (float) w3[i], Math.fma(x2, (float) w2[i], sum));
    }
  }

  private static void add(
      short[] w0,
      short[] w1,
      short[] w2,
      short[] w3,
      float x0,
      float x1,
      float x2,
      float x3,
      float[] y,
      int n) {
    for (int i = 0; i < n; i++) {
      float a = Float.float16ToFloat(w0[i]);
      float b = Float.float16ToFloat(w1[i]);
      float c = Float.float16ToFloat(w2[i]);
      float d = Float.float16ToFloat(w3[i]);
      y[i] = Math.fma(x3, d, Math.fma(x2, c, Math.fma(x1, b, Math.fma(x0, a, y[i]))));
    }
  }
}
