// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.nnlang.tensor.DType;

/**
 * Copies each input to its place in the output: concat, stack, pad, the gradient of a slice.
 *
 * @param parts where each input goes; no two overlap
 * @param dtype the element type of all of them
 * @param full whether the parts fill the output; else the rest becomes 0
 */
public record Scatter(List<Part> parts, DType dtype, boolean full) implements Kernel {
  private static final int ELEMENTS_PER_BLOCK = 1 << 15;

  public Scatter {
    parts = List.copyOf(parts);
  }

  /**
   * @param shape of the input
   * @param offset the output element that its first element becomes
   * @param strides how far apart in the output neighbours along each of its axes are
   */
  public record Part(long[] shape, long offset, long[] strides) {
    public Part {
      shape = shape.clone();
      strides = strides.clone();
    }
  }

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    if (!full) {
      output.fill((byte) 0);
    }
    for (int i = 0; i < inputs.length; i++) {
      Part part = parts.get(i);
      // the last axes that lie in the output as in the input are copied at once
      int outer = part.shape.length;
      long chunk = 1;
      while (outer > 0 && (part.strides[outer - 1] == chunk || part.shape[outer - 1] == 1)) {
        outer--;
        chunk *= part.shape[outer];
      }
      copy(part, inputs[i], output, outer, chunk, run);
    }
  }

  private void copy(
      Part part, MemorySegment input, MemorySegment output, int outer, long chunk, Run run) {
    long chunks = 1;
    for (int i = 0; i < outer; i++) {
      chunks *= part.shape[i];
    }
    if (chunks == 0 || chunk == 0) {
      return;
    }
    if (chunk > ELEMENTS_PER_BLOCK) {
      copyLong(part, input, output, outer, chunk, chunks, run);
      return;
    }
    long count = chunks;
    long perBlock = Math.max(1, ELEMENTS_PER_BLOCK / chunk);
    int blocks = Math.toIntExact((count + perBlock - 1) / perBlock);
    run.parallel(
        blocks,
        count * (10 + chunk / 8),
        (block, worker) -> {
          long end = Math.min(count, (block + 1) * perBlock);
          for (long c = block * perBlock; c < end; c++) {
            move(input, c * chunk, output, target(part, outer, c), chunk);
          }
        });
  }

  /**
   * Chunks that are longer than a block, in pieces: so that all threads share one, and it can end.
   */
  private void copyLong(
      Part part,
      MemorySegment input,
      MemorySegment output,
      int outer,
      long chunk,
      long chunks,
      Run run) {
    long pieces = Math.ceilDiv(chunk, ELEMENTS_PER_BLOCK);
    run.parallel(
        Math.toIntExact(chunks * pieces),
        chunks * (chunk / 8),
        (block, worker) -> {
          long c = block / pieces;
          long from = block % pieces * ELEMENTS_PER_BLOCK;
          long count = Math.min(chunk - from, ELEMENTS_PER_BLOCK);
          move(input, c * chunk + from, output, target(part, outer, c) + from, count);
        });
  }

  /** The output element at which chunk {@code c} begins. */
  private static long target(Part part, int outer, long c) {
    long at = part.offset;
    long rest = c;
    for (int i = outer - 1; i >= 0; i--) {
      at += rest % part.shape[i] * part.strides[i];
      rest /= part.shape[i];
    }
    return at;
  }

  private void move(MemorySegment from, long i, MemorySegment to, long k, long count) {
    long bytes = dtype.bytes();
    if (count > 1) {
      MemorySegment.copy(from, i * bytes, to, k * bytes, count * bytes);
      return;
    }
    switch (dtype) {
      case FLOAT32 ->
          to.setAtIndex(ValueLayout.JAVA_INT, k, from.getAtIndex(ValueLayout.JAVA_INT, i));
      case FLOAT64, INT ->
          to.setAtIndex(ValueLayout.JAVA_LONG, k, from.getAtIndex(ValueLayout.JAVA_LONG, i));
      case BOOL -> to.set(ValueLayout.JAVA_BYTE, k, from.get(ValueLayout.JAVA_BYTE, i));
    }
  }
}
