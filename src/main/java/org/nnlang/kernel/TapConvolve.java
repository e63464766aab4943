// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * {@link Convolve} where a group has few channels, of 32 bit floats: matrices so small would not
 * pay. Each number of the kernel is a tap. What it adds to all places is the image, shifted to
 * where the tap lies, times one number, so all work is sums of shifted rows.
 *
 * <p>An image is laid out with its zeros around as {@code stride * stride} phases: phase (a, b) has
 * lines a, a + stride, … and of these every number b, b + stride, … So windows are next to each
 * other in each phase, and all places of an image are one row, with numbers between the lines of
 * places that mean nothing. Loops go over separate arrays from index 0, for these become vector
 * code.
 */
final class TapConvolve {
  private static final int CHUNK = 1024;

  /** Numbers in all sums for the gradient of the weights, to stay in the first-level cache. */
  private static final int SUMS = 6144;

  private static final int FEWEST = 64;
  private static final int PARTS = 16;
  private static final double NANOS_PER_PRODUCT = 0.12;

  /** The most products of channels that come in and go out for which this is faster. */
  private static final int MOST_PAIRS = 4;

  // arrays of the scratch memory
  private static final int IMAGE = 0;
  private static final int PLACES = 1;
  private static final int WHOLE = 2;
  private static final int SHIFTED = 3;
  private static final int WEIGHTS = 6;
  private static final int ROWS = 7;

  private final Convolve c;
  private final WindowAxis down;
  private final WindowAxis across;
  private final int in;
  private final int out;
  private final int taps;
  // numbers of the image with its zeros that windows reach
  private final int height;
  private final int width;
  // of a phase
  private final int rows;
  private final int line;
  private final int phases;
  private final int[] phase;
  private final int[] offset;
  // in front of the places of a channel, that taps may look back over
  private final int margin;

  TapConvolve(Convolve c) {
    this.c = c;
    down = c.down();
    across = c.across();
    in = c.in() / c.groups();
    out = c.out() / c.groups();
    taps = down.kernel() * across.kernel();
    height = down.reach(down.places());
    width = across.reach(across.places());
    rows = Math.ceilDiv(height, down.stride());
    line = Math.ceilDiv(width, across.stride());
    phases = down.stride() * across.stride();
    phase = new int[taps];
    offset = new int[taps];
    for (int t = 0; t < taps; t++) {
      int y = t / across.kernel() * down.dilation();
      int x = t % across.kernel() * across.dilation();
      phase[t] = y % down.stride() * across.stride() + x % across.stride();
      offset[t] = y / down.stride() * line + x / across.stride();
    }
    margin = Arrays.stream(offset).max().orElse(0);
  }

  /** Whether a convolution of floats is faster done so. */
  static boolean suits(Convolve c) {
    long in = c.in() / c.groups();
    long out = c.out() / c.groups();
    long height = Math.max(c.down().reach(c.down().places()), c.down().size());
    long width = Math.max(c.across().reach(c.across().places()), c.across().size());
    long stride = (long) c.down().stride() * c.across().stride();
    long kernel = (long) c.down().kernel() * c.across().kernel();
    boolean few = in * out <= MOST_PAIRS && in * out * kernel <= SUMS / FEWEST;
    // phases of lines that are not full are larger than the image
    return few && stride <= 64 && Math.max(in, out) * 4 * (height + 8) * (width + 8) < 1 << 28;
  }

  private int plane() {
    return rows * line;
  }

  private int places() {
    return down.places() * across.places();
  }

  /** Places as one row, with what lies between their lines. */
  private int wide() {
    return (down.places() - 1) * line + across.places();
  }

  private long cost() {
    return (long) ((double) c.batch() * c.groups() * wide() * taps * in * out * NANOS_PER_PRODUCT);
  }

  // ---- the result
  // ---------------------------------------------------------------------------------

  void forward(MemorySegment[] inputs, MemorySegment output, Run run) {
    int count = in * taps;
    int[] from = new int[count];
    for (int i = 0; i < count; i++) {
      from[i] = (i / taps * phases + phase[i % taps]) * plane() + offset[i % taps];
    }
    Piece[] pieces = pieces();
    run.parallel(
        Math.multiplyExact(c.batch(), c.groups()),
        cost(),
        (block, worker) -> {
          Scratch scratch = run.scratch(worker);
          int group = block % c.groups();
          float[] image = image(inputs[0], block, scratch);
          float[] w = weights(inputs[1], group, scratch);
          float[] all = scratch.floats(WHOLE, out * places());
          float[][] y = rows(out, CHUNK, scratch);
          for (Piece p : pieces) {
            for (int o = 0; o < out; o++) {
              float bias = inputs.length < 3 ? 0 : bias(inputs[2], group * out + o);
              Arrays.fill(y[o], 0, p.count(line), bias);
            }
            add(image, from, p.row * line + p.column, w, y, p.count(line), scratch);
            for (int o = 0; o < out; o++) {
              narrow(y[o], p, all, o * places());
            }
          }
          write(all, output, block, out * places());
        });
  }

  private static float bias(MemorySegment bias, int channel) {
    return bias.getAtIndex(ValueLayout.JAVA_FLOAT, channel);
  }

  /** Some lines of places, or a part of one. */
  private record Piece(int row, int rows, int column, int columns) {
    int count(int line) {
      return (rows - 1) * line + columns;
    }
  }

  private Piece[] pieces() {
    int lines = Math.max(1, CHUNK / line);
    int columns = Math.min(CHUNK, across.places());
    int pieces = Math.ceilDiv(across.places(), columns);
    Piece[] all = new Piece[Math.ceilDiv(down.places(), lines) * pieces];
    for (int i = 0; i < all.length; i++) {
      int row = i / pieces * lines;
      int column = i % pieces * columns;
      all[i] =
          new Piece(
              row,
              Math.min(lines, down.places() - row),
              column,
              Math.min(columns, across.places() - column));
    }
    return all;
  }

  /** Copies lines of places without what lies between them. */
  private void narrow(float[] y, Piece p, float[] all, int channel) {
    for (int r = 0; r < p.rows; r++) {
      int to = channel + (p.row + r) * across.places() + p.column;
      System.arraycopy(y, r * line, all, to, p.columns);
    }
  }

  /**
   * Adds to each row of {@code y} what lies {@code at} from {@code from[k]} in {@code source},
   * times number k of that row's weights.
   */
  private static void add(
      float[] source, int[] from, int at, float[] w, float[][] y, int n, Scratch scratch) {
    float[] a = scratch.floats(SHIFTED, n);
    float[] b = scratch.floats(SHIFTED + 1, n);
    float[] c = scratch.floats(SHIFTED + 2, n);
    int count = from.length;
    int k = 0;
    for (; k + 3 <= count; k += 3) {
      System.arraycopy(source, at + from[k], a, 0, n);
      System.arraycopy(source, at + from[k + 1], b, 0, n);
      System.arraycopy(source, at + from[k + 2], c, 0, n);
      for (int o = 0; o < y.length; o++) {
        int i = o * count + k;
        add(y[o], a, b, c, w[i], w[i + 1], w[i + 2], n);
      }
    }
    for (; k < count; k++) {
      System.arraycopy(source, at + from[k], a, 0, n);
      for (int o = 0; o < y.length; o++) {
        add(y[o], a, w[o * count + k], n);
      }
    }
  }

  private static void add(
      float[] y, float[] a, float[] b, float[] c, float u, float v, float w, int n) {
    for (int i = 0; i < n; i++) {
      y[i] += u * a[i] + v * b[i] + w * c[i];
    }
  }

  private static void add(float[] y, float[] a, float u, int n) {
    for (int i = 0; i < n; i++) {
      y[i] += u * a[i];
    }
  }

  // ---- the gradient of the images
  // -----------------------------------------------------------------

  void images(MemorySegment[] inputs, MemorySegment output, Run run) {
    int[][] from = new int[phases][];
    for (int p = 0; p < phases; p++) {
      int[] own = taps(p);
      from[p] = new int[out * own.length];
      for (int k = 0; k < from[p].length; k++) {
        from[p][k] = k / own.length * (margin + plane()) + margin - offset[own[k % own.length]];
      }
    }
    run.parallel(
        Math.multiplyExact(c.batch(), c.groups()),
        cost(),
        (block, worker) -> {
          Scratch scratch = run.scratch(worker);
          float[] gradient = places(inputs[0], block, scratch);
          float[] all = weights(inputs[1], block % c.groups(), scratch);
          float[] image = scratch.floats(IMAGE, in * phases * plane());
          float[][] y = rows(1, CHUNK, scratch);
          for (int i = 0; i < in; i++) {
            for (int p = 0; p < phases; p++) {
              float[] w = weights(all, i, taps(p));
              for (int at = 0; at < plane(); at += CHUNK) {
                int n = Math.min(CHUNK, plane() - at);
                Arrays.fill(y[0], 0, n, 0);
                add(gradient, from[p], at, w, y, n, scratch);
                System.arraycopy(y[0], 0, image, (i * phases + p) * plane() + at, n);
              }
            }
          }
          storeImage(image, output, block, scratch);
        });
  }

  /** The taps that look at a phase. */
  private int[] taps(int wanted) {
    int[] own = new int[taps];
    int n = 0;
    for (int t = 0; t < taps; t++) {
      if (phase[t] == wanted) {
        own[n++] = t;
      }
    }
    return Arrays.copyOf(own, n);
  }

  /** Of each channel that goes out the weights of these taps at one that comes in. */
  private float[] weights(float[] all, int channel, int[] own) {
    float[] w = new float[out * own.length];
    for (int k = 0; k < w.length; k++) {
      w[k] = all[(k / own.length * in + channel) * taps + own[k % own.length]];
    }
    return w;
  }

  // ---- the gradient of the weights
  // ----------------------------------------------------------------

  void weights(MemorySegment[] inputs, MemorySegment output, Run run) {
    int count = out * in * taps;
    int parts = Math.clamp(PARTS / c.groups(), 1, c.batch());
    long size = (long) c.groups() * count;
    MemorySegment sums = parts == 1 ? output : run.scratch(0).sums(4 * parts * size);
    int chunk = Math.clamp(SUMS / count, FEWEST, CHUNK);
    run.parallel(
        Math.multiplyExact(c.groups(), parts),
        cost(),
        (block, worker) -> {
          int group = block % c.groups();
          int part = block / c.groups();
          Scratch scratch = run.scratch(worker);
          float[][] sum = rows(count + out, chunk, scratch);
          int length = Math.min(chunk, wide());
          for (int i = 0; i < count; i++) {
            Arrays.fill(sum[i], 0, length, 0);
          }
          int to = (int) ((long) c.batch() * (part + 1) / parts);
          for (int b = (int) ((long) c.batch() * part / parts); b < to; b++) {
            run.poll(worker);
            products(inputs, b * c.groups() + group, sum, chunk, scratch);
          }
          long first = part * size + (long) group * count;
          for (int i = 0; i < count; i++) {
            sums.setAtIndex(ValueLayout.JAVA_FLOAT, first + i, sum(sum[i], length));
          }
        });
    if (parts > 1) {
      new Partials(c.dtype(), size, parts).run(new MemorySegment[] {sums}, output, run);
    }
  }

  /** Adds the products of one image to {@code sum}, an array each; those behind are used up. */
  private void products(
      MemorySegment[] inputs, int block, float[][] sum, int chunk, Scratch scratch) {
    float[] image = image(inputs[0], block, scratch);
    float[] gradient = places(inputs[1], block, scratch);
    float[] a = scratch.floats(SHIFTED, chunk);
    float[] b = scratch.floats(SHIFTED + 1, chunk);
    float[] d = scratch.floats(SHIFTED + 2, chunk);
    int count = in * taps;
    for (int at = 0; at < wide(); at += chunk) {
      int n = Math.min(chunk, wide() - at);
      for (int o = 0; o < out; o++) {
        int first = o * (margin + plane()) + margin + at;
        System.arraycopy(gradient, first, sum[out * count + o], 0, n);
      }
      int k = 0;
      for (; k + 3 <= count; k += 3) {
        System.arraycopy(image, at + from(k), a, 0, n);
        System.arraycopy(image, at + from(k + 1), b, 0, n);
        System.arraycopy(image, at + from(k + 2), d, 0, n);
        for (int o = 0; o < out; o++) {
          int s = o * count + k;
          float[] g = sum[out * count + o];
          products(g, a, b, d, sum[s], sum[s + 1], sum[s + 2], n);
        }
      }
      for (; k < count; k++) {
        System.arraycopy(image, at + from(k), a, 0, n);
        for (int o = 0; o < out; o++) {
          products(sum[out * count + o], a, sum[o * count + k], n);
        }
      }
    }
  }

  private int from(int k) {
    return (k / taps * phases + phase[k % taps]) * plane() + offset[k % taps];
  }

  private static void products(
      float[] g, float[] a, float[] b, float[] c, float[] u, float[] v, float[] w, int n) {
    for (int i = 0; i < n; i++) {
      float x = g[i];
      u[i] += x * a[i];
      v[i] += x * b[i];
      w[i] += x * c[i];
    }
  }

  private static void products(float[] g, float[] a, float[] u, int n) {
    for (int i = 0; i < n; i++) {
      u[i] += g[i] * a[i];
    }
  }

  private static float sum(float[] x, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x[i];
    }
    return (float) sum;
  }

  // ---- images and places as rows
  // ------------------------------------------------------------------

  private static float[][] rows(int count, int length, Scratch scratch) {
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = scratch.floats(ROWS + i, length);
    }
    return rows;
  }

  private float[] weights(MemorySegment weights, int group, Scratch scratch) {
    int n = out * in * taps;
    float[] w = scratch.floats(WEIGHTS, n);
    MemorySegment.copy(weights, ValueLayout.JAVA_FLOAT, 4L * group * n, w, 0, n);
    return w;
  }

  // memory outside the heap is read and written in one piece: each access costs as much as a line

  private static float[] read(MemorySegment from, int block, int n, Scratch scratch) {
    float[] whole = scratch.floats(WHOLE, n);
    MemorySegment.copy(from, ValueLayout.JAVA_FLOAT, 4L * block * n, whole, 0, n);
    return whole;
  }

  private static void write(float[] whole, MemorySegment to, int block, int n) {
    MemorySegment.copy(whole, 0, to, ValueLayout.JAVA_FLOAT, 4L * block * n, n);
  }

  /** The channels of a group of one image, each its phases with zeros around. */
  private float[] image(MemorySegment images, int block, Scratch scratch) {
    float[] image = scratch.floats(IMAGE, in * phases * plane());
    Arrays.fill(image, 0, in * phases * plane(), 0);
    float[] whole = read(images, block, in * down.size() * across.size(), scratch);
    int n = columns();
    int step = across.stride();
    for (int i = 0; i < in; i++) {
      for (int y = 0; y < lines(); y++) {
        int from = (i * down.size() + y) * across.size();
        if (step == 1) {
          System.arraycopy(whole, from, image, start(i, y, 0) + across.before(), n);
          continue;
        }
        for (int b = 0; b < step; b++) {
          int first = Math.floorMod(b - across.before(), step);
          int to = start(i, y, b) + (first + across.before()) / step;
          take(whole, from + first, step, image, to, Math.ceilDiv(n - first, step));
        }
      }
    }
    return image;
  }

  private static void take(float[] from, int first, int step, float[] to, int at, int n) {
    if (step == 2) {
      for (int i = 0; i < n; i++) {
        to[at + i] = from[first + 2 * i];
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      to[at + i] = from[first + step * i];
    }
  }

  private static void put(float[] from, int at, float[] to, int first, int step, int n) {
    for (int i = 0; i < n; i++) {
      to[first + step * i] = from[at + i];
    }
  }

  /** Lines of an image that windows reach. */
  private int lines() {
    return Math.clamp(height - down.before(), 0, down.size());
  }

  /** Numbers of a line of an image that windows reach. */
  private int columns() {
    return Math.clamp(width - across.before(), 0, across.size());
  }

  /** Where line y of an image's channel begins in phase b across. */
  private int start(int channel, int y, int b) {
    int row = y + down.before();
    int which = row % down.stride() * across.stride() + b;
    return ((channel * phases + which) * rows + row / down.stride()) * line;
  }

  private void storeImage(float[] image, MemorySegment output, int block, Scratch scratch) {
    int size = in * down.size() * across.size();
    float[] whole = scratch.floats(WHOLE, size);
    int n = columns();
    int step = across.stride();
    if (n < across.size() || lines() < down.size()) {
      Arrays.fill(whole, 0, size, 0);
    }
    for (int i = 0; i < in; i++) {
      for (int y = 0; y < lines(); y++) {
        int to = (i * down.size() + y) * across.size();
        if (step == 1) {
          System.arraycopy(image, start(i, y, 0) + across.before(), whole, to, n);
          continue;
        }
        for (int b = 0; b < step; b++) {
          int first = Math.floorMod(b - across.before(), step);
          int from = start(i, y, b) + (first + across.before()) / step;
          put(image, from, whole, to + first, step, Math.ceilDiv(n - first, step));
        }
      }
    }
    write(whole, output, block, size);
  }

  /** The places of a group's channels, each in lines as those of a phase, with zeros around. */
  private float[] places(MemorySegment results, int block, Scratch scratch) {
    int size = margin + plane();
    float[] all = scratch.floats(PLACES, out * size);
    Arrays.fill(all, 0, out * size, 0);
    float[] whole = read(results, block, out * places(), scratch);
    for (int o = 0; o < out; o++) {
      for (int y = 0; y < down.places(); y++) {
        int from = o * places() + y * across.places();
        System.arraycopy(whole, from, all, o * size + margin + y * line, across.places());
      }
    }
    return all;
  }
}
