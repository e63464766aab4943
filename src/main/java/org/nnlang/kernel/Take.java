// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import org.nnlang.tensor.DType;

/**
 * Rows by index: input 0 is {@code [rows, width]}, input 1 are {@code count} ints, the output is
 * {@code [count, width]}. An index outside the rows is a {@code Problem}.
 */
public record Take(long rows, long width, long count, DType dtype) implements Kernel {
  private static final long ELEMENTS_PER_BLOCK = 1 << 14;

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    if (count == 0) {
      return;
    }
    long perBlock = Math.max(1, ELEMENTS_PER_BLOCK / Math.max(1, width));
    long bytes = width * dtype.bytes();
    run.parallel(
        Math.toIntExact((count + perBlock - 1) / perBlock),
        count * (10 + width / 8),
        (block, worker) -> {
          long end = Math.min(count, (block + 1) * perBlock);
          for (long i = block * perBlock; i < end; i++) {
            long row = Indices.at(inputs[1], i, rows);
            MemorySegment.copy(inputs[0], row * bytes, output, i * bytes, bytes);
          }
        });
  }
}
