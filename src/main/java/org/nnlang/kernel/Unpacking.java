// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Packed;
import org.nnlang.tensor.Packing;

/**
 * All of a packed weight: inputs are its codes as {@link Packed} has them and its scales, the
 * output is {@code [rows, cols]}.
 */
public record Unpacking(Packing packing, int rows, int cols, DType dtype) implements Kernel {
  private static final int ROWS = 64;

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    run.parallel(
        Math.ceilDiv(rows, ROWS),
        (long) rows * cols,
        (block, worker) -> block(block * ROWS, inputs, output, run.scratch(worker)));
  }

  private void block(int from, MemorySegment[] inputs, MemorySegment output, Scratch scratch) {
    int count = Math.min(ROWS, rows - from);
    float[] numbers = scratch.floats(0, ROWS);
    for (int c = 0; c < cols; c++) {
      Codes.floats(packing, inputs[0], (long) c * rows + from, count, scratch, numbers);
      for (int r = 0; r < count; r++) {
        long at = (long) (from + r) * cols + c;
        if (dtype == DType.FLOAT32) {
          float scale = packing == Packing.INT8 ? scale(inputs[1], from + r) : 1;
          output.setAtIndex(ValueLayout.JAVA_FLOAT, at, numbers[r] * scale);
        } else {
          double scale = inputs[1].getAtIndex(ValueLayout.JAVA_DOUBLE, from + r);
          output.setAtIndex(ValueLayout.JAVA_DOUBLE, at, numbers[r] * scale);
        }
      }
    }
  }

  private static float scale(MemorySegment scales, int row) {
    return scales.getAtIndex(ValueLayout.JAVA_FLOAT, row);
  }
}
