// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.nnlang.backend.Executable;
import org.nnlang.graph.Type;
import org.nnlang.tensor.Tensor;

/**
 * A function compiled once, to be run again and again on what it gave before: its caller says where
 * all of its results go. Nothing is allocated in a run.
 */
public final class Loop {
  private final Runner runner;
  private final Executable plan;
  private final Bindings bindings;
  private final MemorySegment[] arguments;
  private final MemorySegment[] memory;

  Loop(Runner runner, Executable plan, Bindings bindings) {
    this.runner = runner;
    this.plan = plan;
    this.bindings = bindings;
    arguments = new MemorySegment[bindings.size()];
    memory = new MemorySegment[plan.outputs().size()];
  }

  /** The types of the results. */
  public List<Type> results() {
    return plan.outputs();
  }

  /**
   * Computes the results.
   *
   * @param inputs tensors of the types of the arguments
   * @param into where the results go; one may be an input where the function writes it in place
   *     ({@link org.nnlang.lower.WriteAt}) and reads it nowhere else
   */
  public void run(List<Tensor> inputs, List<Tensor> into) {
    bindings.fill(arguments, inputs);
    for (int i = 0; i < memory.length; i++) {
      memory[i] = into.get(i).data();
    }
    runner.execute(plan, arguments, memory);
  }

  /** Forgets the memory of the last run, so that it can be returned. */
  public void release() {
    plan.release();
    Arrays.fill(arguments, MemorySegment.NULL);
    Arrays.fill(memory, MemorySegment.NULL);
  }

  /** What a run does, a line for each pass or call. */
  @Override
  public String toString() {
    return plan.toString();
  }
}
