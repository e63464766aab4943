// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.nnlang.engine.Engine;
import org.nnlang.engine.Variable;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;

/**
 * Values and gradients of functions that give a scalar, with respect to their first argument: a
 * tensor or number, a list or record of tensors, or an instance, whose gradients are a record by
 * the paths of its parameters.
 */
public final class Differentiate {
  private Differentiate() {}

  /** A value and, in the form of the first argument, its gradient. */
  public record Result(TensorLike value, Object gradient) {}

  /** {@code f} and its gradient at these arguments. */
  public static Result at(
      Engine engine, Callable f, Object[] positional, Map<String, Object> named) {
    if (positional.length == 0) {
      throw Problem.of(ErrorCode.ARGUMENT, "a gradient needs an argument to differentiate by");
    }
    Object first = own(engine, positional[0]);
    List<Object> wrt = targets(first);
    List<Object> args = new ArrayList<>(List.of(positional));
    args.set(0, first instanceof Module ? None.NONE : first);
    List<Object> all = List.of(args, new Record(named));
    Engine.Gradients result =
        engine.valueAndGrad(
            Leaves.of(all),
            wrt,
            false,
            nodes -> {
              List<?> inside = (List<?>) Leaves.replace(all, nodes.iterator());
              Object[] own = ((List<?>) inside.get(0)).toArray();
              if (first instanceof Module) {
                own[0] = first;
              }
              return scalar(engine, f.call(own, (Record) inside.get(1)));
            });
    return new Result(result.value(), form(first, result.gradients().iterator()));
  }

  /**
   * Floats become scalars, and an integer where it is all there is; a tensor is told apart from the
   * same one elsewhere, and a node from what it was made of, which rules would look through to.
   */
  private static Object own(Engine engine, Object first) {
    return first instanceof Long l ? number(engine, l) : fresh(engine, first);
  }

  private static Object fresh(Engine engine, Object value) {
    return switch (value) {
      case Double d -> number(engine, d);
      case Tensor t -> t.reshape(t.shape());
      case Node n -> Numeric.identity(n);
      case List<?> items -> {
        List<Object> out = new ArrayList<>();
        items.forEach(item -> out.add(fresh(engine, item)));
        yield out;
      }
      case Record fields -> {
        Record out = new Record();
        fields.forEach((name, field) -> out.put(name, fresh(engine, field)));
        yield out;
      }
      default -> value;
    };
  }

  private static Tensor number(Engine engine, Number n) {
    return Tensor.of(engine.memory(), new float[] {n.floatValue()});
  }

  /** The gradients in the form of {@code first}; none for what has none. */
  private static Object form(Object first, Iterator<TensorLike> gradients) {
    return switch (first) {
      case Module m -> record(m, gradients);
      case TensorLike t -> gradients.next();
      case List<?> items -> {
        List<Object> out = new ArrayList<>();
        items.forEach(item -> out.add(form(item, gradients)));
        yield out;
      }
      case Record fields -> {
        Record out = new Record();
        fields.forEach((name, field) -> out.put(name, form(field, gradients)));
        yield out;
      }
      default -> None.NONE;
    };
  }

  /** What {@link #form} has a gradient for, in its order. */
  private static List<Object> targets(Object first) {
    List<Object> targets = new ArrayList<>();
    collect(first, targets);
    if (targets.isEmpty() && !(first instanceof Module)) {
      throw Problem.of(
          ErrorCode.TYPE,
          "a gradient is by a tensor, a list or record of tensors, or an instance; found "
              + TypeNames.found(first));
    }
    return List.copyOf(targets);
  }

  private static void collect(Object value, List<Object> targets) {
    switch (value) {
      case Module m -> {
        m.mustNotBePacked("differentiated by its weights");
        targets.addAll(m.parameters().values());
      }
      case TensorLike t -> {
        if (!t.dtype().isFloat()) {
          throw Problem.of(
                  ErrorCode.TYPE, "a gradient is by floats; found a tensor of " + t.dtype().word())
              .hint(t.dtype() == DType.INT ? "`float(x)` converts" : null);
        }
        targets.add(t);
      }
      case List<?> items -> items.forEach(item -> collect(item, targets));
      case Record fields -> fields.values().forEach(field -> collect(field, targets));
      default -> {}
    }
  }

  private static Node scalar(Engine engine, Object value) {
    if (!(value instanceof TensorLike t)) {
      throw Problem.of(
          ErrorCode.TYPE,
          "a gradient needs a function that gives one number from tensors; this one gave "
              + TypeNames.found(value));
    }
    return engine.trace().lift(t);
  }

  private static Record record(Module m, Iterator<TensorLike> gradients) {
    Record out = new Record();
    for (Map.Entry<String, Variable> p : m.parameters().entrySet()) {
      out.put(p.getKey(), gradients.next());
    }
    return out;
  }
}
