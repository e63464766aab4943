// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Type;
import org.nnlang.tensor.Tensor;

/**
 * A function compiled once for inputs of one type, to be run on many: it is traced no more, and
 * writes its results to the same tensors every time.
 */
public final class Program {
  private final Engine engine;
  private final Plan plan;
  private final Bindings bindings;
  private final List<Variable> states;
  private final boolean draws;
  private final List<Tensor> results = new ArrayList<>();

  Program(Engine engine, Plan plan, Bindings bindings, List<Variable> states, boolean draws) {
    this.engine = engine;
    this.plan = plan;
    this.bindings = bindings;
    this.states = states;
    this.draws = draws;
    int own = plan.outputs().size() - states.size();
    for (Type t : plan.outputs().subList(0, own)) {
      results.add(Tensor.zeros(engine.memory(), t.dtype(), t.shape()));
    }
  }

  /**
   * Computes the results, which are overwritten by the next run.
   *
   * @param inputs tensors of the types the program was compiled for
   */
  public List<Tensor> run(List<Tensor> inputs) {
    return run(inputs, engine.random().seed(), draws ? engine.random().next() : 0);
  }

  /** The same, with random numbers that seed and counter name. */
  public List<Tensor> run(List<Tensor> inputs, long seed, long counter) {
    MemorySegment[] arguments = new MemorySegment[bindings.size()];
    bindings.fill(arguments, inputs);
    List<Tensor> targets = new ArrayList<>(results);
    for (Variable v : states) {
      Type t = v.type();
      targets.add(Tensor.zeros(engine.memory(), t.dtype(), t.shape()));
    }
    MemorySegment[] memory = targets.stream().map(Tensor::data).toArray(MemorySegment[]::new);
    engine.pool().random(seed, counter);
    engine.execute(plan, arguments, memory);
    for (int i = 0; i < states.size(); i++) {
      states.get(i).set(targets.get(results.size() + i));
    }
    return results;
  }
}
