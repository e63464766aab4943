// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Program;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Numeric;
import org.nnlang.tensor.Tensor;

/**
 * Weights that an optimizer treats at once, with what it remembers of them: all that are its own in
 * one row, or, where it does not go element by element, one of them.
 */
final class UpdatedPart {
  private final Engine engine;
  private final Optimizer.ByGradient optimizer;
  private final long from;
  private final long to;
  private final Type type;
  private final boolean scaled;
  private final List<Tensor> memory = new ArrayList<>();

  /** What scales the gradients, and the optimizer's own. */
  private final List<Tensor> scalars = new ArrayList<>();

  /** By whether they do the first step. */
  private final Map<Boolean, Program> programs = new HashMap<>();

  /** The calls so far: weights and gradients lie in rows that take turns. */
  private final List<Call> calls = new ArrayList<>();

  private record Call(
      Tensor weights,
      Tensor gradients,
      Tensor moved,
      boolean first,
      Program program,
      List<Tensor> inputs,
      List<Tensor> results) {}

  /**
   * @param from where it begins in the row of all weights
   * @param type of the weights of the part
   * @param scaled whether gradients are ever scaled
   */
  UpdatedPart(Engine engine, Optimizer.ByGradient optimizer, long from, Type type, boolean scaled) {
    this.engine = engine;
    this.optimizer = optimizer;
    this.from = from;
    this.to = from + type.size();
    this.type = type;
    this.scaled = scaled;
    for (Type t : optimizer.memory(type)) {
      memory.add(WeightRows.zeros(engine, t));
    }
    for (int i = 0; i <= optimizer.scalars(1, 1).length; i++) {
      scalars.add(Tensor.zeros(engine.memory(), type.dtype()));
    }
  }

  /**
   * Makes everything ready that moves the weights: what this gives does it, and cannot fail.
   *
   * @param weights all of them, in a row
   * @param gradients of all of them
   * @param moved gets those of this part, in a row like {@code weights}, or that of the gradients
   * @param step from 1
   * @param factor of the learning rate
   * @param scale of the gradients
   */
  Runnable step(
      Tensor weights, Tensor gradients, Tensor moved, long step, double factor, double scale) {
    double[] numbers = optimizer.scalars(step, optimizer.lr() * factor);
    scalars.get(0).fill(0, scale);
    for (int i = 0; i < numbers.length; i++) {
      scalars.get(1 + i).fill(0, numbers[i]);
    }
    boolean first = step == 1 && optimizer.startsFromNothing();
    Call call = call(weights, gradients, moved, first);
    call.program.takeMemory(call.inputs, call.results);
    return () -> call.program.run(call.inputs, call.results);
  }

  /** What it remembers. */
  List<Tensor> memory() {
    return memory;
  }

  /** Forgets the rows it was called with. */
  void forget() {
    calls.clear();
  }

  private Call call(Tensor weights, Tensor gradients, Tensor moved, boolean first) {
    for (Call c : calls) {
      if (c.weights == weights
          && c.gradients == gradients
          && c.moved == moved
          && c.first == first) {
        return c;
      }
    }
    List<Tensor> inputs = new ArrayList<>(List.of(part(weights), part(gradients)));
    inputs.addAll(scalars);
    if (!first) {
      inputs.addAll(memory);
    }
    List<Tensor> results =
        new ArrayList<>(List.of(moved == gradients ? inputs.get(1) : part(moved)));
    results.addAll(memory);
    Call made = new Call(weights, gradients, moved, first, program(first, inputs), inputs, results);
    calls.add(made);
    return made;
  }

  private Tensor part(Tensor row) {
    return row.rows(from, to).reshape(type.shape());
  }

  private Program program(boolean first, List<Tensor> inputs) {
    return programs.computeIfAbsent(
        first,
        f -> engine.program(inputs.stream().map(Type::of).toList(), true, n -> stepped(n, f)));
  }

  /** Of weights, gradients, the scale, the optimizer's scalars, and what it remembers. */
  private List<Node> stepped(List<Node> given, boolean first) {
    int after = 2 + scalars.size();
    Node gradient = scaled ? Numeric.mul(given.get(1), given.get(2)) : given.get(1);
    List<Node> numbers = given.subList(3, after);
    return first
        ? optimizer.first(given.get(0), gradient, numbers)
        : optimizer.step(given.get(0), gradient, given.subList(after, given.size()), numbers);
  }

  /** What it remembers of each weight that lies here, by the weight's path and a number. */
  Map<String, Tensor> named(Map<String, long[]> shapes) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    if (!optimizer.elementwise()) {
      String path = shapes.keySet().iterator().next();
      for (int i = 0; i < memory.size(); i++) {
        out.put(WeightRows.slot(i) + path, memory.get(i));
      }
      return out;
    }
    for (int i = 0; i < memory.size(); i++) {
      long at = 0;
      for (Map.Entry<String, long[]> e : shapes.entrySet()) {
        long end = at + Arrays.stream(e.getValue()).reduce(1, (a, b) -> a * b);
        out.put(WeightRows.slot(i) + e.getKey(), memory.get(i).rows(at, end).reshape(e.getValue()));
        at = end;
      }
    }
    return out;
  }
}
