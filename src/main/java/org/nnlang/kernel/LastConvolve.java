// SPDX-License-Identifier: Apache-2.0
package org.nnlang.kernel;

import java.lang.foreign.MemorySegment;

/**
 * {@link Convolve} of images {@code [batch, down, across, in]} to {@code [batch, places, places,
 * out]}, and its gradients; weights stay as they are. A library's code reads and writes that as it
 * is, where it would reorder what has its channels before the places.
 */
public record LastConvolve(Convolve convolve) implements Kernel {
  /**
   * Whether there is code for it.
   *
   * @param bias whether a number for each channel that comes out is added
   */
  public boolean isCompiled(boolean bias) {
    return BlockedConvolve.isCompiledLast(convolve, bias);
  }

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    convolve.run(inputs, output, true, run);
  }
}
