// SPDX-License-Identifier: Apache-2.0
package org.nnlang.builtin.math;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.nnlang.builtin.Session;
import org.nnlang.graph.Node;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Arguments;
import org.nnlang.value.Items;
import org.nnlang.value.None;
import org.nnlang.value.TypeNames;

/** What functions that reduce axes of tensors share: {@code axis:} and {@code keep:}. */
public final class AxisReduction {
  /** The end of a signature. */
  static final String OPTIONS = "axis: integer|list? = none, keep: boolean = false";

  private AxisReduction() {}

  /** Reduces a tensor over some axes, all of them where the list is null. */
  @FunctionalInterface
  interface Reducer {
    Node of(Node x, @Nullable List<Integer> axes, boolean keep);
  }

  public static TensorLike of(TensorLike t, Arguments arguments, Session session, Reducer reducer) {
    List<Integer> axes = axes(arguments.get("axis"));
    boolean keep = arguments.flag("keep");
    return session
        .engine()
        .apply(new Reduced(reducer, axes, keep), List.of(t), n -> reducer.of(n.get(0), axes, keep));
  }

  private record Reduced(Reducer reducer, @Nullable List<Integer> axes, boolean keep) {}

  /**
   * Axes as a script gives them: none for all, an integer, or a list of integers.
   *
   * @return null for all
   */
  public static @Nullable List<Integer> axes(Object value) {
    return value == None.NONE ? null : integers(value);
  }

  /** Axes, or a place for each, as a script gives them: an integer, or a list of integers. */
  public static List<Integer> integers(Object value) {
    List<?> given = value instanceof List<?> list ? list : List.of(value);
    List<Integer> axes = new ArrayList<>();
    for (Object each : given) {
      if (!(each instanceof Long axis)) {
        throw Problem.of(ErrorCode.TYPE, "an axis is an integer, found " + TypeNames.found(each));
      }
      axes.add(TypeNames.toInt(axis));
    }
    return axes;
  }

  /** The items of a list and the like joined one after another, to what there is at the start. */
  public static Object fold(
      Object items, Object start, BinaryOperator<Object> join, Session session) {
    return fold(Items.of(session.engine(), items), start, join, session);
  }

  /** The same without a start; null of nothing. */
  static @Nullable Object fold(Object items, BinaryOperator<Object> join, Session session) {
    Iterator<Object> each = Items.of(session.engine(), items);
    return each.hasNext() ? fold(each, each.next(), join, session) : null;
  }

  private static Object fold(
      Iterator<Object> each, Object start, BinaryOperator<Object> join, Session session) {
    Object value = start;
    while (each.hasNext()) {
      session.step();
      value = join.apply(value, each.next());
    }
    return value;
  }
}
