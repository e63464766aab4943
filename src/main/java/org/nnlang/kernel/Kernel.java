// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Work on whole buffers. A kernel knows its shapes when it is made and gets row-major memory when
 * it runs; it throws {@code Problem} for what only the data can show, such as an index past the
 * end.
 */
@FunctionalInterface
public interface Kernel {
  /** What {@link #updates} says of kernels that write all of their output. */
  int NOTHING = -1;

  /**
   * Computes {@code output} from {@code inputs}. The output's memory holds anything before.
   *
   * @param run the pool, scratch memory and cancellation of this run
   */
  void run(MemorySegment[] inputs, MemorySegment output, Run run);

  /**
   * The input that the output is a changed copy of, whose memory may be the output's own; then only
   * the changes are written.
   */
  default int updates() {
    return NOTHING;
  }
}
