// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.backend.Executable;
import org.nnlang.graph.Type;
import org.nnlang.tensor.Tensor;

/**
 * A function compiled once for inputs of one type, to be run on many: it is traced no more, and
 * writes its results to the same tensors every time.
 */
public final class Program {
  private final Runner runner;
  private final Executable plan;
  private final Bindings bindings;
  private final List<Variable> states;
  private final boolean draws;
  private final MemorySegment[] arguments;
  private final MemorySegment[] memory;
  private final Tensor[] results;

  Program(Runner runner, Executable plan, Bindings bindings, List<Variable> states, boolean draws) {
    this.runner = runner;
    this.plan = plan;
    this.bindings = bindings;
    this.states = states;
    this.draws = draws;
    arguments = new MemorySegment[bindings.size()];
    memory = new MemorySegment[plan.outputs().size()];
    results = new Tensor[memory.length - states.size()];
  }

  /**
   * Computes the results, which are overwritten by the next run.
   *
   * @param inputs tensors of the types the program was compiled for
   */
  public List<Tensor> run(List<Tensor> inputs) {
    return run(inputs, runner.random().seed(), draws ? runner.random().next() : 0);
  }

  /** The same, with random numbers that seed and counter name. */
  public List<Tensor> run(List<Tensor> inputs, long seed, long counter) {
    for (int i = 0; i < results.length; i++) {
      memory[i] = result(i).data();
    }
    execute(inputs, seed, counter);
    return List.of(results);
  }

  /**
   * Computes the results into tensors of their types, which may be among the inputs: what is read
   * is what they hold before.
   */
  public void run(List<Tensor> inputs, List<Tensor> into) {
    takeMemory(inputs, into);
    execute(inputs, runner.random().seed(), draws ? runner.random().next() : 0);
    for (int i = 0; i < results.length; i++) {
      if (memory[i] != into.get(i).data()) {
        into.get(i).fill(results[i]);
      }
    }
  }

  /**
   * Takes all memory that a {@link #run(List, List)} with these needs, so that it cannot fail for
   * want of any.
   *
   * @throws org.nnlang.source.Problem {@code limit}
   */
  public void takeMemory(List<Tensor> inputs, List<Tensor> into) {
    for (int i = 0; i < results.length; i++) {
      memory[i] = (isOverwritten(inputs, into, i) ? result(i) : into.get(i)).data();
    }
    runner.workspace(plan);
  }

  /** Whether an input would be written before all of it was read. */
  private boolean isOverwritten(List<Tensor> inputs, List<Tensor> into, int result) {
    for (int k = 0; k < inputs.size(); k++) {
      int argument = bindings.inputOf(k);
      if (inputs.get(k) == into.get(result)
          && argument >= 0
          && !plan.mayOverwrite(argument, result)) {
        return true;
      }
    }
    return false;
  }

  private Tensor result(int i) {
    if (results[i] == null) {
      Type t = plan.outputs().get(i);
      results[i] = Tensor.zeros(runner.memory(), t.dtype(), t.shape());
    }
    return results[i];
  }

  private void execute(List<Tensor> inputs, long seed, long counter) {
    bindings.fill(arguments, inputs);
    List<Tensor> next = new ArrayList<>();
    for (Variable v : states) {
      Type t = v.type();
      Tensor fresh = Tensor.zeros(runner.memory(), t.dtype(), t.shape());
      memory[results.length + next.size()] = fresh.data();
      next.add(fresh);
    }
    runner.pool().random(seed, counter);
    runner.execute(plan, arguments, memory);
    for (int i = 0; i < states.size(); i++) {
      states.get(i).set(next.get(i));
    }
  }
}
