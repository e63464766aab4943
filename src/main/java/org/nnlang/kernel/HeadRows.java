// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.View;

/**
 * Where in a memory the rows of all heads of an attention lie: row i of head h is {@code width}
 * numbers from {@code first[h] + i * step} on.
 */
final class HeadRows {
  private final long[] first;
  private final int step;
  private final int width;
  private final long numbers;

  /**
   * @param shape [..., rows, width]
   */
  HeadRows(View view, long[] shape) {
    int n = shape.length;
    if (!fits(view, shape)) {
      throw new IllegalArgumentException(view + " of rows for attention");
    }
    long heads = 1;
    for (int i = 0; i < n - 2; i++) {
      heads *= shape[i];
    }
    first = new long[Math.toIntExact(heads)];
    long last = 0;
    for (int h = 0; h < first.length; h++) {
      long rest = h;
      first[h] = view.offset();
      for (int i = n - 3; i >= 0; i--) {
        first[h] += rest % shape[i] * view.strides().get(i);
        rest /= shape[i];
      }
      last = Math.max(last, first[h]);
    }
    width = Math.toIntExact(shape[n - 1]);
    step = Math.max(1, shape[n - 2] > 1 ? Math.toIntExact(view.strides().get(n - 2)) : width);
    boolean none = heads == 0 || shape[n - 2] == 0 || width == 0;
    numbers = none ? 0 : last + (shape[n - 2] - 1) * step + width;
  }

  /** Whether rows of such a view can be read and written in place. */
  static boolean fits(View view, long[] shape) {
    int n = shape.length;
    long step = view.strides().get(n - 2);
    return (shape[n - 1] <= 1 || view.strides().get(n - 1) == 1)
        && (shape[n - 2] <= 1 || step >= shape[n - 1] && step <= Integer.MAX_VALUE);
  }

  /** Numbers from a row to the next. */
  int step() {
    return step;
  }

  /** The address of a row. */
  long address(MemorySegment data, DType dtype, int head, int row) {
    return data.address() + at(dtype, head, row);
  }

  /** How many bytes from the beginning a row is. */
  long at(DType dtype, int head, int row) {
    return (first[head] + (long) row * step) * dtype.bytes();
  }

  /** How many bytes some rows take, with those between them. */
  long bytes(DType dtype, int rows) {
    return width == 0 ? 0 : ((rows - 1L) * step + width) * dtype.bytes();
  }

  void clear(MemorySegment data, DType dtype, int head, int from, int to) {
    for (int row = from; row < to; row++) {
      data.asSlice(at(dtype, head, row), (long) width * dtype.bytes()).fill((byte) 0);
    }
  }

  /** What is outside is memory of others: the library does not look. */
  void check(MemorySegment data, DType dtype) {
    Attention.check(data, dtype, numbers);
  }
}
