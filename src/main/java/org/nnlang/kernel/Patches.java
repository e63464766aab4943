// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.nnlang.tensor.DType;

/**
 * What a {@link Convolve} sees of one image: a matrix with a row for each number of the kernel and
 * a column for each place, of some rows of places at a time. Made from, or added back to, the image
 * with its zeros around. All of it lies in the scratch memory of one worker.
 *
 * <p>Where windows are next to each other, the matrix may be {@code wide}: with columns for what
 * lies between the last place of one row and the first of the next, which mean nothing. Then each
 * row of it is one piece of the image, and results with such columns are copied without them.
 */
final class Patches {
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private final WindowAxis down;
  private final WindowAxis across;
  private final DType dtype;
  private final int bytes;
  private final int channels;
  // the image with zeros around, as far as windows reach
  private final int height;
  private final int width;
  private final boolean padded;
  private final int line;
  private final long image;
  private final long patches;
  private final long results;

  /**
   * @param channels of the image
   * @param rows the most rows of places at a time
   * @param others channels of a second image, of places
   */
  Patches(Convolve c, int channels, int rows, boolean wide, int others, Scratch scratch) {
    down = c.down();
    across = c.across();
    dtype = c.dtype();
    bytes = dtype.bytes();
    this.channels = channels;
    height = Math.max(down.reach(down.places()), down.before() + down.size());
    width = Math.max(across.reach(across.places()), across.before() + across.size());
    padded = height != down.size() || width != across.size();
    line = wide ? width : across.places();
    long window = (long) channels * down.kernel() * across.kernel();
    long imageBytes = rounded((long) channels * height * width);
    long patchBytes = rounded(window * columns(rows));
    long resultBytes = wide ? rounded((long) others * rows * line) : 0;
    image = scratch.bytes(imageBytes + patchBytes + resultBytes).address();
    patches = image + imageBytes;
    results = patches + patchBytes;
  }

  private long rounded(long numbers) {
    return (numbers * bytes + 63) / 64 * 64;
  }

  /** The columns of a matrix for so many rows of places. */
  int columns(int rows) {
    return (rows - 1) * line + across.places();
  }

  /** The matrix. */
  long address() {
    return patches;
  }

  /** Makes the patches of {@code rows} rows of places from {@code first} on. */
  void load(long from, int first, int rows) {
    long source = from;
    if (padded) {
      ALL.asSlice(image, (long) channels * height * width * bytes).fill((byte) 0);
      move(from, image, true);
      source = image;
    }
    long to = patches;
    boolean wide = line != across.places();
    int n = wide ? columns(rows) : across.places();
    int pieces = wide ? 1 : rows;
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < down.kernel(); y++) {
        for (int x = 0; x < across.kernel(); x++) {
          for (int r = 0; r < pieces; r++) {
            long at = source + offset(c, first + r, y, x) * bytes;
            if (across.stride() == 1) {
              MemorySegment.copy(ALL, at, ALL, to, (long) n * bytes);
            } else if (bytes == 4) {
              pick4(at, to, n);
            } else {
              pick8(at, to, n);
            }
            to += (long) n * bytes;
          }
        }
      }
    }
  }

  private void pick4(long from, long to, int n) {
    for (int i = 0; i < n; i++) {
      int value = ALL.get(ValueLayout.JAVA_INT, from + 4L * i * across.stride());
      ALL.set(ValueLayout.JAVA_INT, to + 4L * i, value);
    }
  }

  private void pick8(long from, long to, int n) {
    for (int i = 0; i < n; i++) {
      long value = ALL.get(ValueLayout.JAVA_LONG, from + 8L * i * across.stride());
      ALL.set(ValueLayout.JAVA_LONG, to + 8L * i, value);
    }
  }

  /** The number of the image under number y, x of the kernel at the first place of a row. */
  private long offset(int channel, int row, int y, int x) {
    int line = row * down.stride() + y * down.dilation();
    return ((long) channel * height + line) * width + x * across.dilation();
  }

  /** Copies the lines of an image into those with zeros around, or back. */
  private void move(long plain, long wide, boolean into) {
    long line = (long) across.size() * bytes;
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < down.size(); y++) {
        long a = plain + (c * (long) down.size() + y) * line;
        long inner = (c * (long) height + down.before() + y) * width + across.before();
        long b = wide + inner * bytes;
        MemorySegment.copy(ALL, into ? a : b, ALL, into ? b : a, line);
      }
    }
  }

  /** Begins to add patches. */
  void clear() {
    ALL.asSlice(image, (long) channels * height * width * bytes).fill((byte) 0);
  }

  /** Adds the matrix to where {@link #load} would have taken it from. */
  void add(int first, int rows) {
    long from = patches;
    int n = across.places();
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < down.kernel(); y++) {
        for (int x = 0; x < across.kernel(); x++) {
          for (int r = 0; r < rows; r++) {
            long to = image + offset(c, first + r, y, x) * bytes;
            if (dtype == DType.FLOAT32) {
              addFloats(from, to, n);
            } else {
              addDoubles(from, to, n);
            }
            from += (long) n * bytes;
          }
        }
      }
    }
  }

  private void addFloats(long from, long to, int n) {
    for (int i = 0; i < n; i++) {
      long at = to + 4L * i * across.stride();
      float part = ALL.get(ValueLayout.JAVA_FLOAT, from + 4L * i);
      ALL.set(ValueLayout.JAVA_FLOAT, at, ALL.get(ValueLayout.JAVA_FLOAT, at) + part);
    }
  }

  private void addDoubles(long from, long to, int n) {
    for (int i = 0; i < n; i++) {
      long at = to + 8L * i * across.stride();
      double part = ALL.get(ValueLayout.JAVA_DOUBLE, from + 8L * i);
      ALL.set(ValueLayout.JAVA_DOUBLE, at, ALL.get(ValueLayout.JAVA_DOUBLE, at) + part);
    }
  }

  /** Writes what was added, without the zeros around. */
  void store(long to) {
    move(to, image, false);
  }

  /** Where results with a column for each of the matrix go, {@link #columns} apart. */
  long results() {
    return results;
  }

  /**
   * Copies {@link #results} of so many channels to a memory without gaps, in which they are {@code
   * apart} numbers apart.
   */
  void narrow(int others, int rows, long to, long apart) {
    long columns = columns(rows);
    long n = (long) across.places() * bytes;
    for (int c = 0; c < others; c++) {
      for (int r = 0; r < rows; r++) {
        long from = results + (c * columns + (long) r * line) * bytes;
        MemorySegment.copy(ALL, from, ALL, to + c * apart * bytes + r * n, n);
      }
    }
  }

  /** The opposite of {@link #narrow}, with zeros in between. */
  void widen(int others, int rows, long from, long apart) {
    long columns = columns(rows);
    long n = (long) across.places() * bytes;
    ALL.asSlice(results, others * columns * bytes).fill((byte) 0);
    for (int c = 0; c < others; c++) {
      for (int r = 0; r < rows; r++) {
        long to = results + (c * columns + (long) r * line) * bytes;
        MemorySegment.copy(ALL, from + c * apart * bytes + r * n, ALL, to, n);
      }
    }
  }
}
