// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.backend.Executable;
import org.nnlang.backend.Profile;
import org.nnlang.graph.Type;
import org.nnlang.kernel.FreshMemory;
import org.nnlang.kernel.Helpers;
import org.nnlang.kernel.Pool;
import org.nnlang.tensor.Generator;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** What compiled functions run with: memory, threads and random numbers of one context. */
final class Runner implements AutoCloseable {
  private final Memory memory;
  private final Pool pool;
  private final Generator random;
  private final Helpers helpers;
  private MemorySegment workspace;
  private @Nullable Profile profile;

  Runner(int threads, Memory memory, Runnable poll) {
    this.memory = memory;
    pool = new Pool(threads, poll);
    random = new Generator(0, threads, (n, nanos, work) -> pool.parallel(n, nanos, work::make));
    helpers = new Helpers(threads, pool::isAwake);
    workspace = memory.allocate(0);
  }

  Memory memory() {
    return memory;
  }

  Pool pool() {
    return pool;
  }

  /** Who helps with what runs beside the one function that the pool is for. */
  Helpers helpers() {
    return helpers;
  }

  Generator random() {
    return random;
  }

  @Nullable Profile profile() {
    return profile;
  }

  void profile(Profile other) {
    profile = other;
  }

  /**
   * The results of a function, in new tensors. It is run with the random numbers that seed and
   * counter name.
   *
   * @param arguments of the types the function was compiled for
   */
  List<Tensor> run(Executable function, MemorySegment[] arguments, long seed, long counter) {
    List<Type> types = function.outputs();
    List<Tensor> out = new ArrayList<>(types.size());
    MemorySegment[] results = new MemorySegment[types.size()];
    for (Type t : types) {
      Tensor result = Tensor.zeros(memory, t.dtype(), t.shape());
      results[out.size()] = result.data();
      out.add(result);
    }
    pool.random(seed, counter);
    execute(function, arguments, results);
    function.release();
    return out;
  }

  void execute(Executable function, MemorySegment[] arguments, MemorySegment[] results) {
    function.run(workspace(function), arguments, results, pool, profile);
  }

  /** Memory for a function that runs while no other does. */
  MemorySegment workspace(Executable function) {
    if (workspace.byteSize() < function.workspaceBytes()) {
      workspace = FreshMemory.allocate(memory, pool, function.workspaceBytes());
    }
    return workspace;
  }

  @Override
  public void close() {
    pool.close();
    helpers.close();
    memory.close();
  }
}
