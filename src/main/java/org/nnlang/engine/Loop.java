// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.lang.foreign.MemorySegment;
import org.nnlang.kernel.TileKernel;
import org.nnlang.kernel.TileMachine;
import org.nnlang.kernel.TileProgram;
import org.nnlang.tensor.Tensor;

/**
 * A pass over memory that is run again and again on the same tensors, in place where the program
 * stores to what it loads: what an optimizer does to weights.
 */
public final class Loop {
  private final TileKernel kernel;
  private final MemorySegment[] buffers;
  private final Engine engine;

  /**
   * @param buffers in the order in which the program numbers them; nobody else may hold those it
   *     writes
   */
  public Loop(Engine engine, TileProgram program, Tensor... buffers) {
    this.engine = engine;
    this.kernel = TileMachine.compile(program);
    this.buffers = new MemorySegment[buffers.length];
    for (int i = 0; i < buffers.length; i++) {
      this.buffers[i] = buffers[i].data();
    }
  }

  /** Goes once over all of it. */
  public void run() {
    Profile profile = engine.profile();
    long start = profile == null ? 0 : System.nanoTime();
    kernel.run(buffers, engine.pool());
    if (profile != null) {
      profile.add("loop over weights", System.nanoTime() - start);
    }
  }
}
