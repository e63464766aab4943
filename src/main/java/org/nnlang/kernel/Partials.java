// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.nnlang.graph.Binary;
import org.nnlang.tensor.DType;

/**
 * The sum of {@code parts} buffers of {@code size} numbers that lie one after the other, always in
 * that order.
 */
record Partials(DType dtype, long size, int parts) implements Kernel {
  private static final int BLOCK = 1 << 12;

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    run.parallel(
        Math.toIntExact(Math.ceilDiv(size, BLOCK)),
        size * parts / 4,
        (block, worker) -> {
          long first = (long) block * BLOCK;
          int n = (int) Math.min(BLOCK, size - first);
          if (dtype == DType.FLOAT32) {
            floats(inputs[0], output, first, n, run.scratch(worker));
          } else {
            doubles(inputs[0], output, first, n, run.scratch(worker));
          }
        });
  }

  /** Adds {@code size} floats to others in one memory; the numbers of both say where. */
  static void add(MemorySegment memory, long from, long to, long size, Scratch scratch) {
    for (long first = 0; first < size; first += BLOCK) {
      int n = (int) Math.min(BLOCK, size - first);
      float[] sum = scratch.floats(0, n);
      float[] part = scratch.floats(1, n);
      MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, 4 * (to + first), sum, 0, n);
      MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, 4 * (from + first), part, 0, n);
      FloatBinary.apply(Binary.ADD, sum, part, sum, n);
      MemorySegment.copy(sum, 0, memory, ValueLayout.JAVA_FLOAT, 4 * (to + first), n);
    }
  }

  private void floats(MemorySegment from, MemorySegment to, long first, int n, Scratch scratch) {
    float[] sum = scratch.floats(0, n);
    float[] part = scratch.floats(1, n);
    MemorySegment.copy(from, ValueLayout.JAVA_FLOAT, 4 * first, sum, 0, n);
    for (int p = 1; p < parts; p++) {
      MemorySegment.copy(from, ValueLayout.JAVA_FLOAT, 4 * (p * size + first), part, 0, n);
      FloatBinary.apply(Binary.ADD, sum, part, sum, n);
    }
    MemorySegment.copy(sum, 0, to, ValueLayout.JAVA_FLOAT, 4 * first, n);
  }

  private void doubles(MemorySegment from, MemorySegment to, long first, int n, Scratch scratch) {
    double[] sum = scratch.doubles(0, n);
    double[] part = scratch.doubles(1, n);
    MemorySegment.copy(from, ValueLayout.JAVA_DOUBLE, 8 * first, sum, 0, n);
    for (int p = 1; p < parts; p++) {
      MemorySegment.copy(from, ValueLayout.JAVA_DOUBLE, 8 * (p * size + first), part, 0, n);
      DoubleBinary.apply(Binary.ADD, sum, part, sum, n);
    }
    MemorySegment.copy(sum, 0, to, ValueLayout.JAVA_DOUBLE, 8 * first, n);
  }
}
