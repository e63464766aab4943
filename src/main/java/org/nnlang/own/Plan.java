// SPDX-License-Identifier: Apache-2.0
package org.nnlang.own;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.backend.Executable;
import org.nnlang.backend.Profile;
import org.nnlang.graph.Type;
import org.nnlang.kernel.Kernel;
import org.nnlang.kernel.Run;
import org.nnlang.kernel.TileKernel;

/**
 * A graph ready to run: a list of passes and calls, each with its buffers. Holds neither the graph
 * nor any tensor. Nothing is allocated in a run where inputs, outputs and workspace are those of
 * the run before.
 */
final class Plan implements Executable {
  private final List<Type> outputs;
  private final long workspaceBytes;
  private final Task[] tasks;

  /** By their base. */
  private final Slot[][] slots;

  private final MemorySegment[] bound;
  private final int inputs;
  private final Overwriting overwriting;

  /** A pass over all its buffers, or a call with its inputs and, as the last buffer, its output. */
  static final class Task {
    private final Kernel kernel;
    private final boolean isPass;
    private final MemorySegment[] buffers;
    private final String label;
    private MemorySegment output = MemorySegment.NULL;

    Task(TileKernel pass, int buffers, String label) {
      this((all, output, run) -> pass.run(all, run), true, buffers, label);
    }

    Task(Kernel call, int inputs, String label) {
      this(call, false, inputs, label);
    }

    private Task(Kernel kernel, boolean isPass, int buffers, String label) {
      this.kernel = kernel;
      this.isPass = isPass;
      this.buffers = new MemorySegment[buffers];
      this.label = label;
    }

    void run(Run run) {
      kernel.run(buffers, output, run);
    }

    private void buffer(int index, MemorySegment segment) {
      if (index < buffers.length) {
        buffers[index] = segment;
      } else {
        output = segment;
      }
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /**
   * Buffer {@code index} of a task is so many bytes of a base: the workspace (0), an input, or an
   * output.
   */
  record Slot(Task task, int index, int base, long offset, long bytes) {}

  Plan(
      int inputs,
      List<Type> outputs,
      long workspaceBytes,
      List<Task> tasks,
      List<Slot> slots,
      Overwriting overwriting) {
    this.overwriting = overwriting;
    this.inputs = inputs;
    this.outputs = outputs;
    this.workspaceBytes = workspaceBytes;
    this.tasks = tasks.toArray(Task[]::new);
    bound = new MemorySegment[1 + inputs + outputs.size()];
    this.slots = new Slot[bound.length][];
    for (int i = 0; i < bound.length; i++) {
      int base = i;
      this.slots[i] = slots.stream().filter(s -> s.base() == base).toArray(Slot[]::new);
    }
  }

  @Override
  public List<Type> outputs() {
    return outputs;
  }

  /** In one pass a piece of memory is read before it is written. */
  @Override
  public boolean mayOverwrite(int argument, int result) {
    return tasks.length == 1 && tasks[0].isPass && overwriting.isSafe(argument, result);
  }

  @Override
  public long workspaceBytes() {
    return workspaceBytes;
  }

  @Override
  public void run(
      MemorySegment workspace,
      MemorySegment[] arguments,
      MemorySegment[] results,
      Run run,
      @Nullable Profile profile) {
    bind(0, workspace);
    for (int i = 0; i < inputs; i++) {
      bind(1 + i, arguments[i]);
    }
    for (int i = 0; i < results.length; i++) {
      bind(1 + inputs + i, results[i]);
    }
    for (Task task : tasks) {
      if (profile == null) {
        task.run(run);
      } else {
        long start = System.nanoTime();
        task.run(run);
        profile.add(task.toString(), System.nanoTime() - start);
      }
    }
  }

  private void bind(int base, MemorySegment segment) {
    if (bound[base] != segment) {
      bound[base] = segment;
      for (Slot s : slots[base]) {
        s.task().buffer(s.index(), segment.asSlice(s.offset(), s.bytes()));
      }
    }
  }

  @Override
  public void release() {
    Arrays.fill(bound, MemorySegment.NULL);
    for (Slot[] of : slots) {
      for (Slot s : of) {
        s.task().buffer(s.index(), MemorySegment.NULL);
      }
    }
  }

  @Override
  public String toString() {
    StringBuilder s = new StringBuilder();
    for (Task t : tasks) {
      s.append(t).append('\n');
    }
    return s.toString();
  }
}
