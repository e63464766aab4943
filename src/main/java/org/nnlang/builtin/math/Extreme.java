// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Pure;
import org.nnlang.builtin.Session;
import org.nnlang.engine.Engine;
import org.nnlang.graph.Node;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Arithmetic;
import org.nnlang.value.Comparison;
import org.nnlang.value.TypeNames;

/** The largest or the smallest of numbers, lists and tensors. */
public abstract class Extreme implements Pure {
  /** What it finds, as a message has it. */
  protected abstract String word();

  /** Whether a value whose order to another is this takes its place. */
  protected abstract boolean isBefore(int order);

  protected abstract Node along(Node x, @Nullable List<Integer> axes, boolean keep);

  protected abstract Node of(Node a, Node b);

  protected abstract Node of(Node x, long c);

  protected abstract Node of(Node x, double c);

  @Override
  public Object call(Arguments arguments, Session session) {
    List<Object> values = arguments.list("values");
    if (values.size() == 1 && values.get(0) instanceof TensorLike t) {
      return AxisReduction.of(t, arguments, session, this::along);
    }
    if (arguments.given("axis") || arguments.given("keep")) {
      throw Problem.of(ErrorCode.ARGUMENT, "`axis` and `keep` are for one tensor");
    }
    Object items = values.size() == 1 ? values.get(0) : values;
    Object best = AxisReduction.fold(items, (a, b) -> best(session.engine(), a, b), session);
    if (best == null) {
      throw Problem.of(ErrorCode.VALUE, "there is no " + word() + " of nothing");
    }
    return best;
  }

  private Object best(Engine engine, Object a, Object b) {
    if (a instanceof TensorLike || b instanceof TensorLike) {
      return tensors(engine, a, b);
    }
    return isBefore(Comparison.order(b, a)) ? b : a;
  }

  private Object tensors(Engine engine, Object a, Object b) {
    if (a instanceof TensorLike x && b instanceof TensorLike y) {
      return engine.apply(List.of(x, y), n -> of(n.get(0), n.get(1)));
    }
    TensorLike t = (TensorLike) (a instanceof TensorLike ? a : b);
    Object number = t == a ? b : a;
    if (!Arithmetic.isNumber(number)) {
      throw Problem.of(ErrorCode.TYPE, "this is no number: " + TypeNames.found(number));
    }
    return engine.apply(List.of(t), n -> with(n.get(0), number));
  }

  private Node with(Node x, Object number) {
    return number instanceof Long n ? of(x, (long) n) : of(x, (double) number);
  }
}
