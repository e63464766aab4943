// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.nnlang.tensor.DType;

/**
 * {@link Pooling} of images of floats {@code [batch, down, across, channels]}, by windows that do
 * not overlap and lie within: all channels of a row of windows at a time.
 */
public record LastPooling(Pooling pooling, int channels) implements Kernel {
  private static final int ROWS = 0;
  private static final int BEST = 1;
  private static final int REST = 2;
  private static final int FOUND = 3;
  private static final int BACK = 4;

  /** Of as many arrays as a window has numbers. */
  private static final int PARTS = 5;

  /** Whether it is for such windows. */
  public boolean suits() {
    return pooling.dtype() == DType.FLOAT32
        && pooling.kind() != Pooling.Kind.MAX_TAKE
        && suits(pooling.down())
        && suits(pooling.across());
  }

  private static boolean suits(WindowAxis a) {
    return a.before() == 0
        && a.stride() >= a.kernel()
        && a.reach(a.places()) <= a.size()
        && a.places() > 0;
  }

  private WindowAxis down() {
    return pooling.down();
  }

  private WindowAxis across() {
    return pooling.across();
  }

  /** Numbers of a row of the image. */
  private int width() {
    return across().size() * channels;
  }

  /** Numbers of a row of windows. */
  private int count() {
    return across().places() * channels;
  }

  /** Of a window. */
  private int numbers() {
    return down().kernel() * across().kernel();
  }

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    int images = pooling.planes() / channels;
    int places = down().places();
    run.parallel(
        images,
        (long) images * places * down().kernel() * width(),
        (image, worker) -> {
          Scratch scratch = run.scratch(worker);
          for (int p = 0; p < places; p++) {
            run.poll(worker);
            long small = (long) image * places + p;
            long large = (long) image * down().size() + (long) p * down().stride();
            switch (pooling.kind()) {
              case MAX -> largest(inputs[0], large, output, small, scratch);
              case MEAN -> mean(inputs[0], large, output, small, scratch);
              case MAX_ADD -> toLargest(inputs, large, small, output, p, scratch);
              case MEAN_ADD -> toAll(inputs[0], small, output, large, p, scratch);
              case MAX_TAKE -> throw new IllegalStateException();
            }
          }
        });
  }

  // ---- forward
  // ------------------------------------------------------------------------------------

  private void largest(
      MemorySegment from, long large, MemorySegment to, long small, Scratch scratch) {
    float[] rows = rows(from, large, scratch);
    store(best(rows, scratch), count(), to, small * count());
  }

  /** The largest of each window, whose numbers are taken. */
  private float[] best(float[] rows, Scratch scratch) {
    int n = count();
    float[] best = scratch.floats(BEST, n);
    System.arraycopy(take(rows, 0, scratch), 0, best, 0, n);
    for (int k = 1; k < numbers(); k++) {
      float[] part = take(rows, k, scratch);
      for (int i = 0; i < n; i++) {
        best[i] = Math.max(best[i], part[i]);
      }
    }
    return best;
  }

  private void mean(MemorySegment from, long large, MemorySegment to, long small, Scratch scratch) {
    float[] rows = rows(from, large, scratch);
    int n = count();
    int numbers = numbers();
    float[] sum = take(rows, 0, scratch);
    for (int k = 1; k < numbers; k++) {
      float[] part = take(rows, k, scratch);
      for (int i = 0; i < n; i++) {
        sum[i] += part[i];
      }
    }
    for (int i = 0; i < n; i++) {
      sum[i] /= numbers;
    }
    store(sum, n, to, small * n);
  }

  // ---- backward
  // -----------------------------------------------------------------------------------

  private void toLargest(
      MemorySegment[] inputs,
      long large,
      long small,
      MemorySegment output,
      int p,
      Scratch scratch) {
    int n = count();
    float[] rows = rows(inputs[0], large, scratch);
    float[] best = best(rows, scratch);
    float[] rest = scratch.floats(REST, n);
    float[] found = scratch.floats(FOUND, n);
    float[] back = back(p, scratch);
    load(inputs[1], small * n, rest, n);
    for (int k = 0; k < numbers(); k++) {
      float[] part = scratch.floats(PARTS + k, n);
      for (int i = 0; i < n; i++) {
        found[i] = part[i] == best[i] ? rest[i] : 0;
      }
      // the first of equal ones has it
      for (int i = 0; i < n; i++) {
        rest[i] = part[i] == best[i] ? 0 : rest[i];
      }
      give(found, k, back);
    }
    if (hasNone(best, n)) {
      toLast(rows, best, rest, back);
    }
    store(back, height(p) * width(), output, large * width());
  }

  private static boolean hasNone(float[] x, int n) {
    boolean found = false;
    for (int i = 0; i < n; i++) {
      found |= x[i] != x[i];
    }
    return found;
  }

  /** What belongs to the last that is not a number of a window. */
  private void toLast(float[] rows, float[] best, float[] rest, float[] back) {
    for (int i = 0; i < count(); i++) {
      int k = best[i] == best[i] ? 0 : numbers();
      while (--k >= 0) {
        int at = at(k) + i / channels * across().stride() * channels + i % channels;
        if (rows[at] != rows[at]) {
          back[at] = rest[i];
          break;
        }
      }
    }
  }

  private void toAll(
      MemorySegment from, long small, MemorySegment output, long large, int p, Scratch scratch) {
    int n = count();
    int numbers = numbers();
    float[] part = scratch.floats(PARTS, n);
    float[] back = back(p, scratch);
    load(from, small * n, part, n);
    for (int i = 0; i < n; i++) {
      part[i] /= numbers;
    }
    for (int k = 0; k < numbers; k++) {
      give(part, k, back);
    }
    store(back, height(p) * width(), output, large * width());
  }

  // ---- rows
  // ---------------------------------------------------------------------------------------

  /** Rows of the image from one row of windows to the next, or to the end. */
  private int height(int p) {
    return p == down().places() - 1 ? down().size() - p * down().stride() : down().stride();
  }

  /** Zeros for all of them. */
  private float[] back(int p, Scratch scratch) {
    int n = height(p) * width();
    float[] back = scratch.floats(BACK, n);
    Arrays.fill(back, 0, n, 0);
    return back;
  }

  /** The rows of the image that a row of windows covers. */
  private float[] rows(MemorySegment from, long large, Scratch scratch) {
    int n = down().kernel() * width();
    float[] rows = scratch.floats(ROWS, n);
    load(from, large * width(), rows, n);
    return rows;
  }

  /** Where number {@code k} of the first window is in its rows. */
  private int at(int k) {
    return k / across().kernel() * width() + k % across().kernel() * channels;
  }

  /** Number {@code k} of each window. */
  private float[] take(float[] rows, int k, Scratch scratch) {
    float[] part = scratch.floats(PARTS + k, count());
    int from = at(k);
    int apart = across().stride() * channels;
    for (int i = 0; i < across().places(); i++) {
      System.arraycopy(rows, from + i * apart, part, i * channels, channels);
    }
    return part;
  }

  /** The way back. */
  private void give(float[] part, int k, float[] rows) {
    int to = at(k);
    int apart = across().stride() * channels;
    for (int i = 0; i < across().places(); i++) {
      System.arraycopy(part, i * channels, rows, to + i * apart, channels);
    }
  }

  private static void load(MemorySegment from, long at, float[] to, int n) {
    MemorySegment.copy(from, ValueLayout.JAVA_FLOAT, Float.BYTES * at, to, 0, n);
  }

  private static void store(float[] from, int n, MemorySegment to, long at) {
    MemorySegment.copy(from, 0, to, ValueLayout.JAVA_FLOAT, Float.BYTES * at, n);
  }
}
