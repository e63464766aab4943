// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.nnlang.tensor.DType;

/**
 * The opposite of {@link Take}: input 0 are {@code count} rows of {@code width} numbers, input 1
 * says to which of the output's {@code rows} each is added; these are 0 before, or, where {@code
 * onto}, those of input 2. Float types only.
 */
public record TakeAdd(long rows, long width, long count, DType dtype, boolean onto)
    implements Kernel {
  private static final long STRIPE = 64;

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    if (!onto) {
      output.fill((byte) 0);
    } else if (output.address() != inputs[2].address()) {
      output.copyFrom(inputs[2]);
    }
    // each block adds one stripe of columns, always in the order of the indices
    run.parallel(
        Math.toIntExact((width + STRIPE - 1) / STRIPE),
        count * width,
        (block, worker) -> {
          long from = block * STRIPE;
          int n = (int) (Math.min(width, from + STRIPE) - from);
          if (dtype == DType.FLOAT32) {
            floats(inputs, output, from, n, run.scratch(worker));
          } else {
            doubles(inputs, output, from, n);
          }
        });
  }

  @Override
  public int updates() {
    return onto ? 2 : NOTHING;
  }

  private void floats(
      MemorySegment[] inputs, MemorySegment output, long from, int n, Scratch scratch) {
    float[] sum = scratch.floats(0, n);
    float[] part = scratch.floats(1, n);
    for (long i = 0; i < count; i++) {
      long to = (Indices.at(inputs[1], i, rows) * width + from) * Float.BYTES;
      long at = (i * width + from) * Float.BYTES;
      MemorySegment.copy(output, ValueLayout.JAVA_FLOAT, to, sum, 0, n);
      MemorySegment.copy(inputs[0], ValueLayout.JAVA_FLOAT, at, part, 0, n);
      for (int k = 0; k < n; k++) {
        sum[k] += part[k];
      }
      MemorySegment.copy(sum, 0, output, ValueLayout.JAVA_FLOAT, to, n);
    }
  }

  private void doubles(MemorySegment[] inputs, MemorySegment output, long from, int n) {
    for (long i = 0; i < count; i++) {
      long to = Indices.at(inputs[1], i, rows) * width + from;
      long at = i * width + from;
      for (int k = 0; k < n; k++) {
        double sum =
            output.getAtIndex(ValueLayout.JAVA_DOUBLE, to + k)
                + inputs[0].getAtIndex(ValueLayout.JAVA_DOUBLE, at + k);
        output.setAtIndex(ValueLayout.JAVA_DOUBLE, to + k, sum);
      }
    }
  }
}
