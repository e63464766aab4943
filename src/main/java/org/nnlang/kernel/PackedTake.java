// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.nnlang.tensor.Packing;

/**
 * Rows of a packed weight {@code [rows, cols]} by index: inputs are its codes, its scales where it
 * has any, and {@code count} ints; the output is {@code [count, cols]}. An index outside the rows
 * is a {@code Problem}.
 */
public record PackedTake(Packing packing, int rows, int cols, long count) implements Kernel {
  private static final int NUMBERS_PER_BLOCK = 1 << 13;

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    long perBlock = Math.max(1, NUMBERS_PER_BLOCK / Math.max(1, cols));
    run.parallel(
        Math.toIntExact(Math.ceilDiv(count, perBlock)),
        count * cols * 4,
        (block, worker) -> {
          long end = Math.min(count, (block + 1) * perBlock);
          for (long i = block * perBlock; i < end; i++) {
            row(Indices.at(inputs[inputs.length - 1], i, rows), inputs, output, i * cols);
          }
        });
  }

  private void row(long row, MemorySegment[] inputs, MemorySegment output, long at) {
    MemorySegment codes = inputs[0];
    if (packing == Packing.INT8) {
      float scale = inputs[1].getAtIndex(ValueLayout.JAVA_FLOAT, row);
      for (int c = 0; c < cols; c++) {
        float code = codes.get(ValueLayout.JAVA_BYTE, (long) c * rows + row);
        output.setAtIndex(ValueLayout.JAVA_FLOAT, at + c, code * scale);
      }
    } else {
      for (int c = 0; c < cols; c++) {
        int half = codes.getAtIndex(ValueLayout.JAVA_SHORT, (long) c * rows + row);
        output.setAtIndex(ValueLayout.JAVA_INT, at + c, half << 16);
      }
    }
  }
}
