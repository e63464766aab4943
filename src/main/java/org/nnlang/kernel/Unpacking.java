// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Packed;
import org.nnlang.tensor.Packing;
import org.nnlang.tensor.Panels;

/**
 * All of a packed weight: inputs are its codes as {@link Packed} has them and its scales, the
 * output is {@code [rows, cols]}.
 */
public record Unpacking(Packing packing, Panels panels, DType dtype) implements Kernel {
  private static final int ROWS = Panels.GRAIN;

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    run.parallel(
        Math.ceilDiv(panels.rows(), ROWS),
        (long) panels.rows() * panels.cols(),
        (block, worker) -> block(block * ROWS, inputs, output, run.scratch(worker)));
  }

  private void block(int from, MemorySegment[] inputs, MemorySegment output, Scratch scratch) {
    Codes codes = new Codes(packing);
    int cols = panels.cols();
    int count = Math.min(ROWS, panels.rows() - from);
    float[] numbers = scratch.floats(0, ROWS);
    for (int c = 0; c < cols; c++) {
      codes.floats(inputs[0], panels.at(from, c), count, scratch, numbers);
      for (int r = 0; r < count; r++) {
        long at = (long) (from + r) * cols + c;
        if (dtype == DType.FLOAT32) {
          float scale = inputs[1].getAtIndex(ValueLayout.JAVA_FLOAT, from + r);
          output.setAtIndex(ValueLayout.JAVA_FLOAT, at, numbers[r] * scale);
        } else {
          double scale = inputs[1].getAtIndex(ValueLayout.JAVA_DOUBLE, from + r);
          output.setAtIndex(ValueLayout.JAVA_DOUBLE, at, numbers[r] * scale);
        }
      }
    }
  }
}
