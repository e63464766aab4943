// SPDX-License-Identifier: Apache-2.0
package org.nnlang.own;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.nnlang.graph.Recurrence;
import org.nnlang.graph.Subgraph;
import org.nnlang.graph.Type;
import org.nnlang.kernel.Kernel;
import org.nnlang.kernel.Run;
import org.nnlang.kernel.Scratch;

/**
 * Runs a recurrence: one plan of its body, step after step. Its last input is memory of {@link
 * #workspaceBytes}.
 *
 * <p>A value that is kept goes from step to step in the output, where each step reads what the last
 * has written. One that is not alternates between its place in the output and one in the workspace.
 */
final class RepeatKernel implements Kernel {
  private static final long ALIGNMENT = 64;
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final Recurrence recurrence;
  private final Plan body;
  private final int steps;

  /** Bytes of one step of each input, and of each output of the body. */
  private final long[] inputBytes;

  private final long[] outputBytes;

  /** Where each result begins in the output, and each second place of a value in the workspace. */
  private final long[] offsets;

  private final long[] spare;
  private final long workspaceBytes;

  RepeatKernel(Recurrence recurrence) {
    this.recurrence = recurrence;
    Subgraph graph = recurrence.body();
    body = Planner.plan(graph);
    steps = Math.toIntExact(recurrence.steps().value());
    inputBytes = graph.inputs().stream().mapToLong(n -> bytes(n.type())).toArray();
    outputBytes = graph.outputs().stream().mapToLong(n -> bytes(n.type())).toArray();
    List<Type> results = recurrence.results();
    offsets = new long[results.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = recurrence.offset(i).value() * results.get(i).dtype().bytes();
    }
    spare = new long[recurrence.carried()];
    long end = aligned(body.workspaceBytes());
    for (int i = 0; i < spare.length; i++) {
      if (!recurrence.kept().get(i)) {
        spare[i] = end;
        end = aligned(end + outputBytes[i]);
      }
    }
    workspaceBytes = end;
  }

  private static long bytes(Type t) {
    return t.size() * t.dtype().bytes();
  }

  private static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  long workspaceBytes() {
    return workspaceBytes;
  }

  @Override
  public void run(MemorySegment[] inputs, MemorySegment output, Run run) {
    MemorySegment workspace = inputs[inputs.length - 1];
    int carried = recurrence.carried();
    for (int i = 0; i < carried; i++) {
      MemorySegment.copy(inputs[i], 0, value(i, 0, output, workspace), 0, outputBytes[i]);
    }
    MemorySegment[] arguments = new MemorySegment[inputBytes.length];
    MemorySegment[] results = new MemorySegment[outputBytes.length];
    for (int i = carried + recurrence.sequences(); i < arguments.length; i++) {
      arguments[i] = inputs[i];
    }
    Step step = new Step(run);
    for (int s = 0; s < steps; s++) {
      run.poll(0);
      int time = recurrence.reversed() ? steps - 1 - s : s;
      for (int i = 0; i < carried; i++) {
        arguments[i] = value(i, s, output, workspace);
        results[i] = value(i, s + 1, output, workspace);
      }
      for (int i = carried; i < carried + recurrence.sequences(); i++) {
        arguments[i] = inputs[i].asSlice(time * inputBytes[i], inputBytes[i]);
      }
      for (int i = carried; i < results.length; i++) {
        results[i] = output.asSlice(offsets[i] + time * outputBytes[i], outputBytes[i]);
      }
      step.time = time;
      body.run(workspace, arguments, results, step, null);
    }
    body.release();
  }

  /** Where a carried value is after so many steps. */
  private MemorySegment value(int carry, int done, MemorySegment output, MemorySegment workspace) {
    long bytes = outputBytes[carry];
    if (recurrence.kept().get(carry)) {
      int place = recurrence.reversed() ? steps - done : done;
      return output.asSlice(offsets[carry] + place * bytes, bytes);
    }
    return (steps - done) % 2 == 0
        ? output.asSlice(offsets[carry], bytes)
        : workspace.asSlice(spare[carry], bytes);
  }

  /** A run within the run, whose random numbers are those of a step. */
  private static final class Step implements Run {
    private final Run run;
    private int time;

    Step(Run run) {
      this.run = run;
    }

    @Override
    public void parallel(int blocks, long cost, Task task) {
      run.parallel(blocks, cost, task);
    }

    @Override
    public void poll(int worker) {
      run.poll(worker);
    }

    @Override
    public Scratch scratch(int worker) {
      return run.scratch(worker);
    }

    @Override
    public int workers() {
      return run.workers();
    }

    @Override
    public long seed() {
      return run.seed();
    }

    @Override
    public long ahead(int stream) {
      return run.ahead(stream);
    }

    /** Mixed as SplitMix64 does, so that steps within steps differ too. */
    @Override
    public long counter() {
      long z = run.counter() + (time + 1) * GOLDEN;
      z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
      z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
      return z ^ z >>> 31;
    }
  }
}
