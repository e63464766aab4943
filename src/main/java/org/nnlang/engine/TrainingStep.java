// SPDX-License-Identifier: Apache-2.0
package org.nnlang.engine;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.backend.Executable;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;

/**
 * A compiled step of training: loss, gradients and new states from a batch. The gradients of all
 * parameters lie one after the other in one row, in the order in which they were given; nothing is
 * allocated in a run that writes to the row of the run before.
 */
public final class TrainingStep {
  private static final long[] NOWHERE = {};

  private final Runner runner;
  private final Executable plan;
  private final Bindings bindings;
  private final List<Variable> states;
  private final List<Variable> without;
  private final Tensor loss;
  private final List<Variable> parameters;
  private @Nullable Tensor gradients;
  private final Tensor[] spare;
  private final MemorySegment[] arguments;
  private final MemorySegment[] results;

  TrainingStep(
      Runner runner,
      Executable plan,
      Bindings bindings,
      List<Variable> parameters,
      List<Variable> states,
      List<Variable> without) {
    this.runner = runner;
    this.plan = plan;
    this.bindings = bindings;
    this.states = states;
    this.without = List.copyOf(without);
    this.parameters = List.copyOf(parameters);
    List<Type> types = plan.outputs();
    loss = Tensor.zeros(runner.memory(), types.get(0).dtype());
    spare = new Tensor[states.size()];
    arguments = new MemorySegment[bindings.size()];
    results = new MemorySegment[types.size()];
    results[0] = loss.data();
    for (int i = 0; i < spare.length; i++) {
      Type t = types.get(1 + parameters.size() + i);
      spare[i] = Tensor.zeros(runner.memory(), t.dtype(), t.shape());
    }
  }

  /** From now on gradients are written there, one after the other. */
  public void into(Tensor row) {
    if (row == gradients) {
      return;
    }
    gradients = row;
    long offset = 0;
    for (int i = 0; i < parameters.size(); i++) {
      long bytes = parameters.get(i).type().size() * row.dtype().bytes();
      results[1 + i] = row.data().asSlice(offset, bytes);
      offset += bytes;
    }
  }

  /**
   * Computes loss and gradients of a batch, and writes states back.
   *
   * @param batch tensors of the types the step was compiled for
   * @param seed of the random numbers of this step, with {@code counter}
   * @return the loss
   */
  public double run(List<Tensor> batch, long seed, long counter) {
    return run(batch, seed, counter, NOWHERE);
  }

  /**
   * The same of a part of a batch.
   *
   * @param ahead by how many numbers each place that draws random numbers, by its stream, is ahead
   *     where it draws those of the part, not of the whole
   */
  public double run(List<Tensor> batch, long seed, long counter, long[] ahead) {
    gradients();
    bindings.fill(arguments, batch);
    int first = results.length - spare.length;
    for (int i = 0; i < spare.length; i++) {
      results[first + i] = spare[i].data();
    }
    runner.pool().random(seed, counter, ahead);
    runner.execute(plan, arguments, results);
    swapStates();
    return loss.getDouble(0);
  }

  /** Makes states what they were before the last {@link #run}. */
  public void undo() {
    swapStates();
  }

  private void swapStates() {
    for (int i = 0; i < spare.length; i++) {
      Tensor old = states.get(i).value();
      states.get(i).set(spare[i]);
      spare[i] = old;
    }
  }

  /** All gradients, one after the other: where {@link #into} said, else in memory of its own. */
  public Tensor gradients() {
    if (gradients == null) {
      DType dtype = parameters.isEmpty() ? DType.FLOAT32 : parameters.get(0).type().dtype();
      long size = parameters.stream().mapToLong(p -> p.type().size()).sum();
      into(Tensor.zeros(runner.memory(), dtype, size));
    }
    return Objects.requireNonNull(gradients);
  }

  /** Parameters that the loss does not depend on; their gradients are zeros. */
  public List<Variable> withoutGradient() {
    return without;
  }

  /** What the step does, a line for each pass or call. */
  @Override
  public String toString() {
    return plan.toString();
  }
}
