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
            if (isPairs()) {
              pairs(inputs, output, p, scratch);
            } else {
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

  private void pairs(MemorySegment[] inputs, MemorySegment output, int p, Scratch scratch) {
    int plane = down.size() * across.size();
    int places = down.places() * across.places();
    float[] large = scratch.floats(0, plane);
    float[] small = scratch.floats(1, places);
    long atLarge = (long) p * plane * Float.BYTES;
    long atSmall = (long) p * places * Float.BYTES;
    MemorySegment.copy(inputs[0], ValueLayout.JAVA_FLOAT, atLarge, large, 0, plane);
    if (kind == Kind.MAX) {
      largest(large, small);
      MemorySegment.copy(small, 0, output, ValueLayout.JAVA_FLOAT, atSmall, places);
    } else {
      MemorySegment.copy(inputs[1], ValueLayout.JAVA_FLOAT, atSmall, small, 0, places);
      spread(large, small);
      MemorySegment.copy(large, 0, output, ValueLayout.JAVA_FLOAT, atLarge, plane);
    }
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

  /** The numbers of x become zeros, or, the largest of each window, that of g. */
  private void spread(float[] x, float[] g) {
    int width = across.size();
    int n = across.places();
    for (int r = 0; r < down.places(); r++) {
      int top = 2 * r * width;
      int bottom = top + width;
      for (int i = 0; i < n; i++) {
        int a = top + 2 * i;
        int b = bottom + 2 * i;
        // chosen by numbers, not branches: which of four is the largest cannot be foretold
        int upper = x[a + 1] <= x[a] ? a : a + 1;
        int lower = x[b + 1] <= x[b] ? b : b + 1;
        int best = x[lower] <= x[upper] ? upper : lower;
        x[a] = 0;
        x[a + 1] = 0;
        x[b] = 0;
        x[b + 1] = 0;
        x[best] = g[r * n + i];
      }
      Arrays.fill(x, top + 2 * n, top + width, 0);
      Arrays.fill(x, bottom + 2 * n, bottom + width, 0);
    }
    Arrays.fill(x, 2 * down.places() * width, down.size() * width, 0);
  }
}
