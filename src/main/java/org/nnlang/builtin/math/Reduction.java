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
public final class Reduction {
  /** The end of a signature. */
  static final String OPTIONS = "axis: integer|list? = none, keep: boolean = false";

  private Reduction() {}

  /** Reduces a tensor over some axes, all of them where the list is null. */
  @FunctionalInterface
  interface Reducer {
    Node of(Node x, @Nullable List<Integer> axes, boolean keep);
  }

  public static TensorLike of(TensorLike t, Arguments arguments, Session session, Reducer reducer) {
    List<Integer> axes = axes(arguments.get("axis"));
    boolean keep = arguments.flag("keep");
    return session.engine().apply(List.of(t), n -> reducer.of(n.get(0), axes, keep));
  }

  /**
   * Axes as a script gives them: none for all, an integer, or a list of integers.
   *
   * @return null for all
   */
  public static @Nullable List<Integer> axes(Object value) {
    List<?> given =
        switch (value) {
          case None n -> null;
          case List<?> list -> list;
          default -> List.of(value);
        };
    if (given == null) {
      return null;
    }
    List<Integer> axes = new ArrayList<>();
    for (Object each : given) {
      if (!(each instanceof Long axis)) {
        throw Problem.of(ErrorCode.TYPE, "an axis is an integer, found " + TypeNames.found(each));
      }
      axes.add(TypeNames.toInt(axis));
    }
    return axes;
  }

  /** The items of a list and the like joined one after another. */
  public static Object fold(
      Object items, @Nullable Object start, BinaryOperator<Object> join, Session session) {
    Iterator<Object> each = Items.of(session.engine(), items);
    Object value = start;
    while (each.hasNext()) {
      session.step();
      Object next = each.next();
      value = value == null ? next : join.apply(value, next);
    }
    return value;
  }
}
