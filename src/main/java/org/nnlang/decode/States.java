// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
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
          // to put all places into another order takes longer than what is done with them
          case Permute p -> step.size().grows() || x.rank() < 2 || p.equals(swap(x.rank()));
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
    if (step.size().grows()) {
      return longer(x, time, now);
    }
    int last = x.rank() - 1;
    // a place's numbers lie next to each other where they can
    boolean turned =
        axis == last && last > 0 && x.op() instanceof Permute && time.equals(Factor.Time.of(0));
    List<List<Factor>> axes = new ArrayList<>(layout.axes());
    if (turned) {
      Collections.swap(axes, last - 1, last);
      now = now.apply(swap(x.rank()));
    }
    State state = new State(State.Kind.HISTORY, x, axes, 0);
    Node old = state(state, state.type(step.size().batch(), step.size().room()));
    State.Split split = state.places(step.size().batch().value(), step.size().room().value());
    Node from = Numeric.add(step.position(), -time.ahead());
    Node written =
        step.graph()
            .add(
                new WriteAt(
                    split.outer(), split.size(), step.size().tokens().value(), split.inner()),
                old,
                from,
                now);
    becomes(old, written);
    return turned ? written.apply(swap(x.rank())) : written;
  }

  /** The last two axes the other way round. */
  private static Permute swap(int rank) {
    List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.swap(axes, rank - 2, rank - 1);
    return new Permute(axes);
  }

  /** What there was, and the new places behind it: rows, places and others have an axis each. */
  private Node longer(Node x, Factor.Time time, Node now) {
    if (time.tail() > 0) {
      throw new NotCausal(x, "has places that change when others are added");
    }
    Layout layout = step.layouts().of(x);
    List<List<Factor>> axes = new ArrayList<>();
    layout.axes().forEach(axis -> axis.forEach(f -> axes.add(List.of(f))));
    StepBuilder.Size size = step.size();
    State state = new State(State.Kind.HISTORY, x, axes, 0);
    Node old = state(state, state.type(size.batch(), size.past()));
    int along = axes.indexOf(List.<Factor>of(time));
    List<Dim> dims = new ArrayList<>(old.type().dims());
    dims.set(along, size.tokens());
    Node all = Ops.concat(List.of(old, Ops.reshape(now, dims)), along);
    becomes(old, all);
    return Ops.reshape(
        all, layout.axes().stream().map(a -> Layout.size(a, size.batch(), size.room())).toList());
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
    Node cut = Ops.slice(longer, 1, Dim.of(0), step.size().tokens(), 1);
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
    Dim inner = inner(layout, axis);
    Dim outer = type.count().floorDiv(inner.times(places));
    Node both =
        Ops.concat(
            List.of(
                flat(old, outer, Dim.of(places), inner),
                flat(now, outer, step.size().tokens(), inner)),
            1);
    becomes(old, Ops.reshape(lastOf(both, places), type.dims()));
    return both;
  }

  /** How many numbers a place of the axis has next to each other. */
  private Dim inner(Layout layout, int axis) {
    Dim inner = Dim.of(1);
    boolean found = false;
    for (Factor f : layout.axis(axis)) {
      inner = found ? inner.times(Layout.size(List.of(f), step.size().batch(), Dim.of(1))) : inner;
      found |= f instanceof Factor.Time;
    }
    for (int i = axis + 1; i < layout.rank(); i++) {
      inner = inner.times(Layout.size(layout.axis(i), step.size().batch(), step.size().tokens()));
    }
    return inner;
  }

  private static Node flat(Node x, Dim outer, Dim places, Dim inner) {
    return Ops.reshape(x, List.of(outer, places, inner));
  }

  /** Of {@code [outer, kept + tokens, inner]} the last {@code kept} up to the tokens that count. */
  private Node lastOf(Node both, long kept) {
    Dim tokens = step.size().tokens();
    if (step.size().isFull()) {
      return Ops.slice(both, 1, tokens, tokens.plus(kept), 1);
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
    Dim tokens = step.size().tokens();
    becomes(
        old,
        step.size().isFull()
            ? Ops.slice(sums, axis, tokens, tokens.plus(1), 1)
            : Ops.take(sums, Ops.reshape(step.count(), List.of(Dim.of(1))), axis));
    return Ops.slice(sums, axis, Dim.of(1), tokens.plus(1), 1);
  }
}
