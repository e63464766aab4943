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
  /**
   * Computes {@code output} from {@code inputs}. The output's memory holds anything before.
   *
   * @param run the pool, scratch memory and cancellation of this run
   */
  void run(MemorySegment[] inputs, MemorySegment output, Run run);
}
