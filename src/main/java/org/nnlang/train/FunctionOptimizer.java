// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Callable;
import org.nnlang.value.Leaves;
import org.nnlang.value.None;
import org.nnlang.value.Record;
import org.nnlang.value.TypeNames;

/**
 * A function of a script, {@code (w, g, s) -> [w, s]}, of each weight by itself. The state {@code
 * s} is {@code none} in the first step, and from then on what the step before gave: tensors in any
 * lists and records, in which plain numbers become tensors without axes.
 */
public final class FunctionOptimizer implements Optimizer.ByGradient {
  private static final String HINT =
      "an optimizer is a function `(w, g, s) -> [w, s]`, whose state `s` is `none` at first";

  private final Engine engine;
  private final Callable function;

  /** What a state looks like, by the type of the weight; its tensors stand for others. */
  private final Map<Type, Object> forms = new HashMap<>();

  public FunctionOptimizer(Engine engine, Callable function) {
    this.engine = engine;
    this.function = function;
  }

  /** The same of another function, which goes on with what this one remembers. */
  FunctionOptimizer as(Callable other) {
    FunctionOptimizer twin = new FunctionOptimizer(engine, other);
    twin.forms.putAll(forms);
    return twin;
  }

  @Override
  public String show() {
    return "function " + function.name();
  }

  /** There is no rate but in the function itself. */
  @Override
  public double lr() {
    return Double.NaN;
  }

  @Override
  public Optimizer at(double lr) {
    throw Problem.of(
            ErrorCode.ARGUMENT, "an optimizer that is a function has no learning rate to change")
        .hint("`resume(net, optimizer: …)` exchanges the function");
  }

  @Override
  public boolean elementwise() {
    return false;
  }

  @Override
  public boolean startsFromNothing() {
    return true;
  }

  @Override
  public int slots() {
    throw new IllegalStateException("a function says by its first step what it remembers");
  }

  @Override
  public double[] scalars(long step, double lr) {
    return new double[0];
  }

  @Override
  public List<Type> memory(Type weight) {
    List<Type> out = new ArrayList<>();
    engine.check(
        List.of(weight, weight),
        true,
        n -> {
          List<Node> made = first(n.get(0), n.get(1), List.of());
          made.subList(1, made.size()).forEach(node -> out.add(node.type()));
        });
    if (!forms.containsKey(weight)) {
      throw Problem.of(ErrorCode.TYPE, "what this optimizer remembers is not known before it runs")
          .hint(HINT);
    }
    return out;
  }

  @Override
  public List<Node> first(Node weight, Node gradient, List<Node> scalars) {
    return step(weight, gradient, null);
  }

  @Override
  public List<Node> step(Node weight, Node gradient, List<Node> memory, List<Node> scalars) {
    return step(weight, gradient, memory);
  }

  private List<Node> step(Node weight, Node gradient, @Nullable List<Node> memory) {
    Type type = weight.type();
    Object state =
        memory == null
            ? None.NONE
            : Leaves.replace(Objects.requireNonNull(forms.get(type)), memory.iterator());
    Object made = function.call(weight, gradient, state);
    if (!(made instanceof List<?> pair)
        || pair.size() != 2
        || !(pair.get(0) instanceof TensorLike moved)) {
      throw Problem.of(
              ErrorCode.TYPE, "an optimizer gave no `[w, s]`, but " + TypeNames.found(made))
          .hint(HINT);
    }
    Node next = engine.trace().lift(moved);
    if (!next.type().with(type.dtype()).equals(type)) {
      throw Problem.of(
          ErrorCode.SHAPE,
          "a weight keeps its shape: it is " + type + ", and would become " + next.type());
    }
    Object kept = numbered(weight, pair.get(1));
    List<Node> leaves = Leaves.of(kept).stream().map(engine.trace()::lift).toList();
    if (memory == null) {
      forms.put(type, kept);
    } else {
      check(memory, leaves);
    }
    return Formulas.moved(Numeric.cast(next, type.dtype()), leaves);
  }

  /** What a state was given as it gives again. */
  private static void check(List<Node> before, List<Node> after) {
    List<Type> from = before.stream().map(Node::type).toList();
    List<Type> to = after.stream().map(Node::type).toList();
    if (!from.equals(to)) {
      throw Problem.of(
              ErrorCode.SHAPE,
              "the state of an optimizer keeps its form: it was " + from + ", and became " + to)
          .hint("begin with what it will be: `zeros(w.shape)`, not 0");
    }
  }

  /** With tensors for plain numbers. */
  private static Object numbered(Node weight, Object state) {
    return switch (state) {
      case TensorLike t -> t;
      case None none -> none;
      case Long n -> Ops.full(weight.graph(), Type.of(DType.INT), n);
      case Double n -> Ops.full(weight.graph(), Type.of(weight.dtype()), n);
      case List<?> items -> {
        List<Object> out = new ArrayList<>();
        items.forEach(item -> out.add(numbered(weight, item)));
        yield out;
      }
      case Record fields -> {
        Record out = new Record();
        fields.forEach((name, field) -> out.put(name, numbered(weight, field)));
        yield out;
      }
      default ->
          throw Problem.of(
                  ErrorCode.TYPE,
                  "the state of an optimizer is made of tensors and numbers, found "
                      + TypeNames.found(state))
              .hint(HINT);
    };
  }
}
