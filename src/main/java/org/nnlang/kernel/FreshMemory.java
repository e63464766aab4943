// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/**
 * Large memory of which all is soon written, whose pages all threads have the system make many at a
 * time. That takes half of what it takes page by page, each when it is first touched.
 */
public final class FreshMemory {
  /** Bytes that one thread asks for at a time. */
  private static final long PIECE = 1 << 20;

  /** About what a page of 4 KB takes. */
  private static final double NANOS_PER_BYTE = 0.4;

  private FreshMemory() {}

  /** As {@link Memory#allocate}. */
  public static MemorySegment allocate(Memory memory, Pool pool, long bytes) {
    MemorySegment all = memory.allocate(bytes);
    make(all, pool, false);
    return all;
  }

  /**
   * As {@link Tensor#zeros}. What the system does not make is cleared: memory that is read before
   * it is written it would make twice.
   */
  public static Tensor zeros(Memory memory, Pool pool, DType dtype, long... shape) {
    Tensor all = Tensor.zeros(memory, dtype, shape);
    make(all.data(), pool, true);
    return all;
  }

  private static void make(MemorySegment all, Pool pool, boolean clear) {
    long bytes = all.byteSize();
    if (bytes < Memory.LARGE) {
      return;
    }
    pool.parallel(
        Math.toIntExact(Math.ceilDiv(bytes, PIECE)),
        (long) (bytes * NANOS_PER_BYTE),
        (i, worker) -> {
          long from = i * PIECE;
          long to = Math.min(bytes, from + PIECE);
          if (!Memory.makePages(all, from, to) && clear) {
            all.asSlice(from, to - from).fill((byte) 0);
          }
        });
  }
}
