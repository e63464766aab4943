// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.nnlang.tensor.DType;

/**
 * Input 0, {@code [outer, size, inner]}, with the rows of input 2, {@code [outer, count, inner]},
 * in place of those from the index in input 1 on. Rows that would lie outside are left out. Where
 * the output has the memory of input 0, nothing else is written.
 */
public record WriteRows(long outer, long size, long count, long inner, DType dtype)
    implements Kernel {
  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    if (inputs[0].address() != output.address()) {
      output.copyFrom(inputs[0]);
    }
    long from = inputs[1].get(ValueLayout.JAVA_LONG, 0);
    long first = Math.max(0, -from);
    long rows = Math.min(count, size - from) - first;
    if (rows <= 0) {
      return;
    }
    long row = inner * dtype.bytes();
    for (long i = 0; i < outer; i++) {
      MemorySegment.copy(
          inputs[2],
          (i * count + first) * row,
          output,
          (i * size + from + first) * row,
          rows * row);
    }
  }

  @Override
  public int updates() {
    return 0;
  }
}
