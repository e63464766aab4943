// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.lower.WriteAt;
import org.nnlang.op.Conditions;
import org.nnlang.op.Cumsum;
import org.nnlang.op.Detach;
import org.nnlang.op.Expand;
import org.nnlang.op.Identity;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.op.Permute;
import org.nnlang.op.Reshape;

/** What a step hands on: makes states, and values of earlier places from them. */
final class States {
  private final StepBuilder step;
  private final List<State> all = new ArrayList<>();
  private final List<Node> before = new ArrayList<>();
  private final List<Node> after = new ArrayList<>();

  States(StepBuilder step) {
    this.step = step;
  }

  /** The states, in the order in which they were found. */
  List<State> all() {
    return all;
  }

  /** Inputs that they are before the step. */
  List<Node> before() {
    return before;
  }

  /** What they are after the step. */
  List<Node> after() {
    return after;
  }

  /** A new one; gives what it is before the step. */
  Node state(State state, Type type) {
    Node in = step.graph().input(type, new Object());
    all.add(state);
    before.add(in);
    after.add(in);
    return in;
  }

  /** Says what a state is after the step. */
  void becomes(Node state, Node now) {
    after.set(before.indexOf(state), now);
  }

  /** All places so far of a value that has time in one axis. */
  Node history(Node x, int axis) {
    Layout layout = step.layouts().of(x);
    List<@Nullable Role> places = StepBuilder.everywhere(layout, Role.HISTORY);
    boolean view =
        switch (x.op()) {
          case Permute p -> true;
          case Reshape r -> true;
          case Detach d -> true;
          case Identity i -> true;
          case Expand e -> step.layouts().of(x.input(0)).times().size() == 1;
          default -> false;
        };
    if (view && step.layouts().of(x.input(0)).times().size() == 1) {
      return step.computed(x, places);
    }
    Factor.Time time = Objects.requireNonNull(layout.time(axis));
    Node now = step.at(x, StepBuilder.everywhere(layout, Role.stream(-time.ahead())));
    State state = new State(State.Kind.HISTORY, x, layout.axes(), 0);
    Node old = state(state, state.type(step.size().batch(), step.size().room()));
    State.Split split = state.places(step.size().batch(), step.size().room());
    Node from = Numeric.add(step.position(), -time.ahead());
    Node written =
        step.graph()
            .add(
                new WriteAt(split.outer(), split.size(), step.size().tokens(), split.inner()),
                old,
                from,
                now);
    becomes(old, written);
    return written;
  }

  /** The value as it was so many places earlier. */
  Node delayed(Node x, int axis, long places) {
    Layout layout = step.layouts().of(x);
    Node now =
        step.at(
            x,
            StepBuilder.everywhere(
                layout, Role.stream(-Objects.requireNonNull(layout.time(axis)).ahead())));
    Node longer = behind(x, axis, now, -Objects.requireNonNull(layout.time(axis)).ahead(), places);
    Node cut = Ops.slice(longer, 1, 0, step.size().tokens(), 1);
    return Ops.reshape(cut, now.type().dims());
  }

  /**
   * So many places before the step's and these, {@code [outer, places + tokens, inner]}.
   *
   * @param shift of the step's first element
   */
  Node behind(Node x, int axis, Node now, long shift, long places) {
    Layout layout = step.layouts().of(x);
    List<List<Factor>> axes = new ArrayList<>(layout.axes());
    axes.set(
        axis,
        axes.get(axis).stream()
            .map(f -> f instanceof Factor.Time ? new Factor.Const(places) : f)
            .toList());
    State state = new State(State.Kind.TAIL, x, axes, shift - places);
    Type type = state.type(step.size().batch(), step.size().room());
    Node old = state(state, type);
    long inner = inner(layout, axis);
    long outer = type.size() / places / inner;
    Node both =
        Ops.concat(
            List.of(flat(old, outer, places, inner), flat(now, outer, step.size().tokens(), inner)),
            1);
    becomes(old, Ops.reshape(lastOf(both, places), type.dims()));
    return both;
  }

  /** How many numbers a place of the axis has next to each other. */
  private long inner(Layout layout, int axis) {
    long inner = 1;
    boolean found = false;
    for (Factor f : layout.axis(axis)) {
      inner *= found ? Layout.size(List.of(f), step.size().batch(), 1) : 1;
      found |= f instanceof Factor.Time;
    }
    for (int i = axis + 1; i < layout.rank(); i++) {
      inner *= Layout.size(layout.axis(i), step.size().batch(), step.size().tokens());
    }
    return inner;
  }

  private static Node flat(Node x, long outer, long places, long inner) {
    return Ops.reshape(x, List.of(Dim.of(outer), Dim.of(places), Dim.of(inner)));
  }

  /** Of {@code [outer, kept + tokens, inner]} the last {@code kept} up to the tokens that count. */
  private Node lastOf(Node both, long kept) {
    if (step.size().tokens() == 1) {
      return Ops.slice(both, 1, 1, kept + 1, 1);
    }
    return Ops.take(both, Numeric.add(Ops.arange(step.graph(), Dim.of(kept)), step.count()), 1);
  }

  /** Sums of all places up to each. */
  Node summed(Node x, Cumsum op, List<@Nullable Role> roles) {
    int axis = op.axis();
    Layout layout = step.layouts().of(x);
    if (layout.time(axis) == null || roles.get(axis).history()) {
      return step.at(x.input(0), roles).apply(op);
    }
    if (!layout.tokens()) {
      return step.parts().looked(x, axis, roles);
    }
    long shift = roles.get(axis).shift();
    Node now = step.at(x.input(0), roles);
    if (shift < 0) {
      now =
          Conditions.where(
              Conditions.ge(step.parts().element(axis, x.rank(), shift), 0L),
              now,
              Numeric.zero(now));
    }
    List<List<Factor>> axes = new ArrayList<>(layout.axes());
    axes.set(axis, List.of());
    State state = new State(State.Kind.SUM, x, axes, 0);
    Node old = state(state, state.type(step.size().batch(), step.size().room()));
    Node sums = Ops.concat(List.of(old, now), axis).apply(op);
    becomes(
        old,
        step.size().tokens() == 1
            ? Ops.slice(sums, axis, 1, 2L, 1)
            : Ops.take(sums, Ops.reshape(step.count(), List.of(Dim.of(1))), axis));
    return Ops.slice(sums, axis, 1, step.size().tokens() + 1, 1);
  }
}
