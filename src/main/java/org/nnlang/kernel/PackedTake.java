// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.nnlang.tensor.Packing;
import org.nnlang.tensor.Panels;

/**
 * Rows of a packed weight by index: inputs are its codes, its scales, and {@code count} ints; the
 * output is {@code [count, cols]}. An index outside the rows is a {@code Problem}.
 */
public record PackedTake(Packing packing, Panels panels, long count) implements Kernel {
  private static final int NUMBERS_PER_BLOCK = 1 << 13;

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    int cols = panels.cols();
    long perBlock = Math.max(1, NUMBERS_PER_BLOCK / Math.max(1, cols));
    run.parallel(
        Math.toIntExact(Math.ceilDiv(count, perBlock)),
        count * cols * 4,
        (block, worker) -> {
          long end = Math.min(count, (block + 1) * perBlock);
          for (long i = block * perBlock; i < end; i++) {
            row((int) Indices.at(inputs[2], i, panels.rows()), inputs, output, i * cols);
          }
        });
  }

  private void row(int row, MemorySegment[] inputs, MemorySegment output, long at) {
    MemorySegment codes = inputs[0];
    float scale = inputs[1].getAtIndex(ValueLayout.JAVA_FLOAT, row);
    for (int c = 0; c < panels.cols(); c++) {
      long from = panels.at(row, c);
      float code =
          switch (packing) {
            case INT8 -> codes.get(ValueLayout.JAVA_BYTE, from);
            case BFLOAT16 -> Float.float16ToFloat(codes.getAtIndex(ValueLayout.JAVA_SHORT, from));
          };
      output.setAtIndex(ValueLayout.JAVA_FLOAT, at + c, code * scale);
    }
  }
}
