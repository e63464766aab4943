// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.nnlang.tensor.DType;

/**
 * Windows over {@code planes} of {@code down.size} x {@code across.size} numbers, of which each
 * becomes one. The largest is the first of equal ones, or the last that is not a number; the mean
 * is of the zeros around too, as many at the end as {@code before}, but not of what lies beyond. As
 * PyTorch has both. No window is without a number, and none has gaps.
 */
public record Pooling(Kind kind, int planes, WindowAxis down, WindowAxis across, DType dtype)
    implements Kernel {
  private static final int NUMBERS_PER_BLOCK = 1 << 14;
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  /** What is done. */
  public enum Kind {
    /** The largest number of each window. */
    MAX,
    /** Input 1 where input 0 is largest. */
    MAX_TAKE,
    /** Zeros with input 1, a number a window, added where input 0 is largest. */
    MAX_ADD,
    /** The mean of each window. */
    MEAN,
    /** Zeros with a part of the input, a number a window, added to each number of the window. */
    MEAN_ADD
  }

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    int plane = down.size() * across.size();
    int places = down.places() * across.places();
    int perBlock = Math.max(1, NUMBERS_PER_BLOCK / Math.max(1, plane));
    boolean pairs = isPairs();
    long work = (long) planes * places * down.kernel() * across.kernel();
    run.parallel(
        Math.ceilDiv(planes, perBlock),
        2 * work,
        (block, worker) -> {
          int from = block * perBlock;
          int to = Math.min(planes, from + perBlock);
          Scratch scratch = run.scratch(worker);
          Runnable poll = () -> run.poll(worker);
          for (int p = from; p < to; p++) {
            if (!pairs || !pairs(inputs, output, p, scratch)) {
              plane(inputs, output, p, scratch, poll);
            }
          }
        });
  }

  private boolean isPairs() {
    return dtype == DType.FLOAT32
        && (kind == Kind.MAX || kind == Kind.MAX_ADD)
        && isPairs(down)
        && isPairs(across);
  }

  private static boolean isPairs(WindowAxis a) {
    return a.kernel() == 2 && a.stride() == 2 && a.before() == 0 && 2 * a.places() <= a.size();
  }

  // ---- any window
  // ---------------------------------------------------------------------------------

  private void plane(
      MemorySegment[] inputs, MemorySegment output, int p, Scratch scratch, Runnable poll) {
    int plane = down.size() * across.size();
    int places = down.places() * across.places();
    double[] large = scratch.doubles(0, plane);
    double[] small = scratch.doubles(1, places);
    switch (kind) {
      case MAX -> {
        load(inputs[0], p, large, plane);
        for (int i = 0; i < places; i++) {
          ask(i, poll);
          small[i] = large[largest(large, i)];
        }
        store(small, output, p, places);
      }
      case MAX_TAKE -> {
        load(inputs[0], p, large, plane);
        double[] other = scratch.doubles(2, plane);
        load(inputs[1], p, other, plane);
        for (int i = 0; i < places; i++) {
          ask(i, poll);
          small[i] = other[largest(large, i)];
        }
        store(small, output, p, places);
      }
      case MAX_ADD -> {
        load(inputs[0], p, large, plane);
        load(inputs[1], p, small, places);
        double[] sum = zeros(scratch.doubles(2, plane), plane);
        for (int i = 0; i < places; i++) {
          ask(i, poll);
          sum[largest(large, i)] += small[i];
        }
        store(sum, output, p, plane);
      }
      case MEAN -> {
        load(inputs[0], p, large, plane);
        for (int i = 0; i < places; i++) {
          ask(i, poll);
          small[i] = sum(large, i) / numbers(i);
        }
        store(small, output, p, places);
      }
      case MEAN_ADD -> {
        load(inputs[0], p, small, places);
        zeros(large, plane);
        for (int i = 0; i < places; i++) {
          ask(i, poll);
          add(large, i, small[i] / numbers(i));
        }
        store(large, output, p, plane);
      }
    }
  }

  private static void ask(int i, Runnable poll) {
    if ((i & NUMBERS_PER_BLOCK - 1) == NUMBERS_PER_BLOCK - 1) {
      poll.run();
    }
  }

  /** Numbers of window {@code i}, zeros around included. */
  private int numbers(int i) {
    return numbers(down, i / across.places()) * numbers(across, i % across.places());
  }

  private static int numbers(WindowAxis a, int place) {
    int first = place * a.stride() - a.before();
    return Math.min(first + a.kernel(), a.size() + a.before()) - first;
  }

  /** The first number of the axis that is in a window. */
  private static int from(WindowAxis a, int place) {
    return Math.max(0, place * a.stride() - a.before());
  }

  /** The number of the axis after the last that is in a window. */
  private static int to(WindowAxis a, int place) {
    return Math.min(a.size(), place * a.stride() - a.before() + a.kernel());
  }

  private int largest(double[] x, int i) {
    int bottom = to(down, i / across.places());
    int left = from(across, i % across.places());
    int right = to(across, i % across.places());
    int top = from(down, i / across.places());
    int best = top * across.size() + left;
    for (int y = top; y < bottom; y++) {
      for (int at = y * across.size() + left; at < y * across.size() + right; at++) {
        if (x[at] > x[best] || x[at] != x[at]) {
          best = at;
        }
      }
    }
    return best;
  }

  private double sum(double[] x, int i) {
    int bottom = to(down, i / across.places());
    int left = from(across, i % across.places());
    int right = to(across, i % across.places());
    double sum = 0;
    for (int y = from(down, i / across.places()); y < bottom; y++) {
      for (int at = y * across.size() + left; at < y * across.size() + right; at++) {
        sum += x[at];
      }
    }
    return sum;
  }

  private void add(double[] x, int i, double value) {
    int bottom = to(down, i / across.places());
    int left = from(across, i % across.places());
    int right = to(across, i % across.places());
    for (int y = from(down, i / across.places()); y < bottom; y++) {
      for (int at = y * across.size() + left; at < y * across.size() + right; at++) {
        x[at] += value;
      }
    }
  }

  private static double[] zeros(double[] x, int n) {
    Arrays.fill(x, 0, n, 0);
    return x;
  }

  private void load(MemorySegment from, int p, double[] to, int n) {
    long first = (long) p * n;
    for (int i = 0; i < n; i++) {
      to[i] = Indices.get(from, dtype, first + i);
    }
  }

  private void store(double[] from, MemorySegment to, int p, int n) {
    long first = (long) p * n;
    for (int i = 0; i < n; i++) {
      Indices.set(to, dtype, first + i, from[i]);
    }
  }

  // ---- the usual ones: 2 x 2 floats next to each other
  // --------------------------------------------

  /** False, with nothing done, where that takes another way. */
  private boolean pairs(MemorySegment[] inputs, MemorySegment output, int p, Scratch scratch) {
    if (kind == Kind.MAX_ADD) {
      return pairsAdd(inputs, output, p, scratch);
    }
    int plane = down.size() * across.size();
    int places = down.places() * across.places();
    float[] large = scratch.floats(0, plane);
    float[] small = scratch.floats(1, places);
    long atLarge = (long) p * plane * Float.BYTES;
    long atSmall = (long) p * places * Float.BYTES;
    MemorySegment.copy(inputs[0], ValueLayout.JAVA_FLOAT, atLarge, large, 0, plane);
    largest(large, small);
    MemorySegment.copy(small, 0, output, ValueLayout.JAVA_FLOAT, atSmall, places);
    return true;
  }

  /** False, with nothing done, where a number of the plane is none. */
  private boolean pairsAdd(MemorySegment[] inputs, MemorySegment output, int p, Scratch scratch) {
    int plane = down.size() * across.size();
    int places = down.places() * across.places();
    int[] orders = scratch.ints(plane + places);
    long atLarge = (long) p * plane * Float.BYTES;
    long atSmall = (long) p * places * Float.BYTES;
    MemorySegment.copy(inputs[0], ValueLayout.JAVA_INT, atLarge, orders, 0, plane);
    if (!toOrders(orders, plane)) {
      return false;
    }
    largest(orders, plane);
    float[] sum = scratch.floats(0, plane);
    float[] small = scratch.floats(1, places);
    MemorySegment.copy(inputs[1], ValueLayout.JAVA_FLOAT, atSmall, small, 0, places);
    Arrays.fill(sum, 0, plane, 0);
    for (int i = 0; i < places; i++) {
      sum[orders[plane + i]] = small[i];
    }
    MemorySegment.copy(sum, 0, output, ValueLayout.JAVA_FLOAT, atLarge, plane);
    return true;
  }

  /**
   * Bits of floats become integers in the same order, -0 the same as 0; false where one is not a
   * number.
   */
  private static boolean toOrders(int[] bits, int n) {
    int most = 0;
    for (int i = 0; i < n; i++) {
      most = Math.max(most, bits[i] & Integer.MAX_VALUE);
    }
    for (int i = 0; i < n; i++) {
      int negative = bits[i] >> 31;
      bits[i] = ((bits[i] & Integer.MAX_VALUE) ^ negative) - negative;
    }
    return most <= INFINITY;
  }

  /**
   * Behind the plane, where the largest number of each window is: the first of equal ones. Without
   * branches, for which of four it is cannot be foretold.
   */
  private void largest(int[] x, int plane) {
    int width = across.size();
    int n = across.places();
    for (int r = 0; r < down.places(); r++) {
      int top = 2 * r * width;
      int bottom = top + width;
      for (int i = 0; i < n; i++) {
        int a = top + 2 * i;
        int b = bottom + 2 * i;
        int upper = Math.max(x[a], x[a + 1]);
        int lower = Math.max(x[b], x[b + 1]);
        int first = a + less(x[a], x[a + 1]);
        int second = b + less(x[b], x[b + 1]);
        x[plane + r * n + i] = first + less(upper, lower) * (second - first);
      }
    }
  }

  /** 1 where a is less than b, else 0. */
  private static int less(long a, long b) {
    return (int) (a - b >>> 63);
  }

  private void largest(float[] x, float[] y) {
    int width = across.size();
    int n = across.places();
    for (int r = 0; r < down.places(); r++) {
      int top = 2 * r * width;
      int bottom = top + width;
      int to = r * n;
      for (int i = 0; i < n; i++) {
        float a = Math.max(x[top + 2 * i], x[top + 2 * i + 1]);
        float b = Math.max(x[bottom + 2 * i], x[bottom + 2 * i + 1]);
        y[to + i] = Math.max(a, b);
      }
    }
  }
}
