// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Callable;
import org.nnlang.value.Module;

/**
 * Steps of optimizers that a script does itself, with gradients of its own making. What an
 * optimizer remembers of a weight stays with the net, as long as one of its kind moves the weight.
 */
public final class HandSteps {
  private record Kept(Optimizer.ByGradient optimizer, long steps, List<Tensor> memory) {}

  private final Map<String, Kept> kept = new HashMap<>();

  /** Those of a net, begun where there were none. */
  public static HandSteps of(Module net) {
    HandSteps found = net.attached(HandSteps.class);
    if (found == null) {
      found = new HandSteps();
      net.attach(HandSteps.class, found);
    }
    return found;
  }

  /** A function that is an optimizer; goes on with what another one remembers. */
  public Optimizer function(Engine engine, Callable function) {
    return kept.values().stream()
        .filter(k -> k.optimizer instanceof FunctionOptimizer)
        .findFirst()
        .map(k -> ((FunctionOptimizer) k.optimizer).as(function))
        .orElseGet(() -> new FunctionOptimizer(engine, function));
  }

  /**
   * One step.
   *
   * @param optimizer and its groups
   * @param weights by path
   * @param gradients for some of the paths
   * @throws Problem where a gradient is not of its weight's shape
   */
  public void step(
      Engine engine,
      Grouped optimizer,
      Map<String, Variable> weights,
      Map<String, Tensor> gradients) {
    List<Work> all = new ArrayList<>();
    List<TensorLike> inputs = new ArrayList<>();
    Map<List<Object>, List<Tensor>> scalars = new HashMap<>();
    gradients.forEach(
        (path, gradient) -> {
          Variable weight = Objects.requireNonNull(weights.get(path));
          Kept before = before(engine, path, weight, optimizer.of(path, weight));
          List<Tensor> numbers =
              scalars.computeIfAbsent(
                  List.of(before.optimizer, before.steps),
                  k -> numbers(engine, before, weight.type()));
          Work work = new Work(path, weight, before, inputs.size(), numbers.size());
          all.add(work);
          inputs.add(weight.snapshot(engine.memory()));
          inputs.add(checked(path, weight, gradient));
          inputs.addAll(numbers);
          inputs.addAll(before.memory);
        });
    List<Integer> lengths = new ArrayList<>();
    List<TensorLike> results =
        engine.applyAll(
            inputs,
            n -> {
              List<Node> out = new ArrayList<>();
              for (Work work : all) {
                List<Node> moved = work.moved(n);
                out.addAll(moved);
                lengths.add(moved.size());
              }
              return out;
            });
    int at = 0;
    for (int i = 0; i < all.size(); i++) {
      Work work = all.get(i);
      List<Tensor> made =
          results.subList(at, at + lengths.get(i)).stream().map(Tensor.class::cast).toList();
      at += made.size();
      work.weight.become(made.getFirst());
      List<Tensor> memory = List.copyOf(made.subList(1, made.size()));
      kept.put(work.path, new Kept(work.before.optimizer, work.before.steps + 1, memory));
    }
  }

  /** A weight to be moved, and where its inputs begin. */
  private record Work(String path, Variable weight, Kept before, int from, int scalars) {
    List<Node> moved(List<Node> inputs) {
      int after = from + 2 + scalars;
      boolean first = before.steps == 0 && before.optimizer.startsFromNothing();
      Node own = inputs.get(from);
      Node gradient = inputs.get(from + 1);
      List<Node> numbers = inputs.subList(from + 2, after);
      List<Node> memory = inputs.subList(after, after + before.memory.size());
      return first
          ? before.optimizer.first(own, gradient, numbers)
          : before.optimizer.step(own, gradient, memory, numbers);
    }
  }

  /** What was remembered of a weight, or the beginning where another kind had moved it. */
  private Kept before(Engine engine, String path, Variable weight, Optimizer optimizer) {
    if (!(optimizer instanceof Optimizer.ByGradient rule)) {
      throw Problem.of(
              ErrorCode.ARGUMENT, optimizer.show() + " has no use for gradients: it tries losses")
          .hint("`train(net, data, loss, optimizer: …)` gives it what it needs");
    }
    Kept old = kept.get(path);
    if (old != null && old.optimizer.getClass() == rule.getClass()) {
      boolean fits =
          rule.startsFromNothing()
              || rule.memory(weight.type()).equals(old.memory.stream().map(Type::of).toList());
      if (fits) {
        return new Kept(rule, old.steps, old.memory);
      }
    }
    List<Tensor> memory = new ArrayList<>();
    if (!rule.startsFromNothing()) {
      for (Type t : rule.memory(weight.type())) {
        memory.add(Tensor.zeros(engine.memory(), t.dtype(), t.shape()));
      }
    }
    return new Kept(rule, 0, memory);
  }

  private static List<Tensor> numbers(Engine engine, Kept before, Type weight) {
    List<Tensor> out = new ArrayList<>();
    for (double number : before.optimizer.scalars(before.steps + 1, before.optimizer.lr())) {
      Tensor t = Tensor.zeros(engine.memory(), weight.dtype());
      t.fill(0, number);
      out.add(t);
    }
    return out;
  }

  private static Tensor checked(String path, Variable weight, Tensor gradient) {
    if (!Type.of(gradient).equals(weight.type())) {
      throw Problem.of(
          ErrorCode.SHAPE,
          "a gradient is like its weight: "
              + path
              + " is "
              + weight.type()
              + ", and the gradient "
              + Type.of(gradient));
    }
    return gradient;
  }
}
