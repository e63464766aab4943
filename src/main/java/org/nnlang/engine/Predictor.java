// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nnlang.backend.Executable;
import org.nnlang.graph.Type;
import org.nnlang.kernel.Alone;
import org.nnlang.kernel.Helpers;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/**
 * A function compiled once for inputs of fixed types, which any number of threads may run at once,
 * each by itself in memory of its own. Nothing is locked, and nothing allocated where as many
 * threads have run it at once before. Large work is helped with where nothing else runs.
 *
 * <p>The values of variables that the function reads are given to each run as {@link Weights}, so
 * that a training may go on meanwhile.
 */
public final class Predictor {
  /** The values that variables had at one moment, never written to again. */
  public static final class Weights {
    private final Map<Object, Tensor> values = new IdentityHashMap<>();

    /** What they hold now. To be called by the thread that may run the engine. */
    public Weights(Iterable<Variable> variables, Memory memory) {
      for (Variable v : variables) {
        // the codes of packed ones are bound to the plan
        if (v.packing() == null) {
          values.put(v, v.snapshot(memory));
        }
      }
    }

    /** Whether the values of all these are among them. */
    public boolean hold(Collection<Variable> variables) {
      return values.keySet().containsAll(variables);
    }

    private @Nullable Tensor of(Object bound) {
      return bound instanceof Tensor t ? t : values.get(bound);
    }
  }

  /** What one thread at a time computes with. */
  private static final class Worker {
    private final List<Tensor> inputs = new ArrayList<>();
    private final List<Tensor> outputs = new ArrayList<>();
    private final MemorySegment[] arguments;
    private final MemorySegment[] results;
    private final Alone run;
    private final Runnable work;
    private @Nullable Weights bound;

    Worker(
        Executable plan,
        List<Type> types,
        Bindings bindings,
        Memory memory,
        Helpers helpers,
        Runnable poll) {
      MemorySegment workspace = memory.allocate(plan.workspaceBytes());
      types.forEach(t -> inputs.add(Tensor.zeros(memory, t.dtype(), t.shape())));
      plan.outputs().forEach(t -> outputs.add(Tensor.zeros(memory, t.dtype(), t.shape())));
      arguments = new MemorySegment[bindings.size()];
      results = outputs.stream().map(Tensor::data).toArray(MemorySegment[]::new);
      run = new Alone(helpers, poll, 0);
      work = () -> plan.run(workspace, arguments, results, run, null);
    }
  }

  private final Supplier<Executable> plans;
  private final List<Type> inputs;
  private final Bindings bindings;
  private final Memory memory;
  private final Helpers helpers;
  private final Runnable poll;
  private final ConcurrentLinkedQueue<Worker> idle = new ConcurrentLinkedQueue<>();
  private final AtomicLong counter = new AtomicLong();

  /**
   * @param plans makes plans of the same function, which share nothing
   * @param helpers shared by all of an engine
   * @param poll called by the running threads; what it throws ends the run
   */
  Predictor(
      Supplier<Executable> plans,
      List<Type> inputs,
      Bindings bindings,
      Memory memory,
      Helpers helpers,
      Runnable poll) {
    this.plans = plans;
    this.inputs = List.copyOf(inputs);
    this.bindings = bindings;
    this.memory = memory;
    this.helpers = helpers;
    this.poll = poll;
  }

  /** The variables that the function reads. */
  public List<Variable> variables() {
    return bindings.variables();
  }

  /**
   * Runs the function.
   *
   * @param fill writes the inputs, row-major, into tensors of the types it was compiled for
   * @param read takes what is wanted out of the results, which the next run overwrites
   */
  public <T> T run(Weights weights, Consumer<List<Tensor>> fill, Function<List<Tensor>, T> read) {
    Worker w = idle.poll();
    if (w == null) {
      w = worker();
    }
    fill.accept(w.inputs);
    if (w.bound != weights) {
      bindings.fill(w.arguments, w.inputs, weights::of);
      w.bound = weights;
    }
    w.run.run(counter.getAndIncrement(), w.work);
    T result = read.apply(w.outputs);
    // a worker whose run was ended by an exception is not used again
    idle.add(w);
    return result;
  }

  private synchronized Worker worker() {
    return new Worker(plans.get(), inputs, bindings, memory, helpers, poll);
  }
}
