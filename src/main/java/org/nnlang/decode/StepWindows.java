// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.lower.AttendSeen;
import org.nnlang.op.Attend;
import org.nnlang.op.Conditions;
import org.nnlang.op.Convolve;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.op.WindowGeometry;
import org.nnlang.tensor.DType;

/** Convolution and attention in a step. */
final class StepWindows {
  private final StepBuilder step;

  StepWindows(StepBuilder step) {
    this.step = step;
  }

  Node convolved(Node x, Convolve op, List<@Nullable Role> roles) {
    Layout in = step.layouts().of(x.input(0));
    int axis = -1;
    for (int i = 2; i < in.rank(); i++) {
      axis = in.time(i) != null ? i : axis;
    }
    if (axis < 0) {
      return step.graph().add(op, withWeights(x, step.at(x.input(0), roles)));
    }
    if (!step.layouts().of(x).tokens()) {
      throw new NotCausal(x, "slides over places that tokens have no part in");
    }
    WindowGeometry w = op.windows();
    int along = axis - 2;
    long reach =
        (long) w.dilation().get(along) * (Convolve.kernel(x.input(1).type()).get(along) - 1);
    long shift = roles.get(axis).shift() - w.before().get(along) + reach;
    List<@Nullable Role> from = new ArrayList<>(StepBuilder.everywhere(in, Role.stream(shift)));
    Node now = step.at(x.input(0), from);
    if (shift < 0) {
      // places before the first are zeros
      now =
          Conditions.where(
              Conditions.ge(step.parts().element(axis, x.rank(), shift), 0L), now, 0.0);
    }
    if (reach > 0) {
      List<Dim> dims = new ArrayList<>(now.type().dims());
      dims.set(axis, step.size().tokens().plus(reach));
      now = Ops.reshape(step.states().behind(x.input(0), axis, now, shift, reach), dims);
    }
    List<Integer> before = new ArrayList<>(w.before());
    List<Integer> after = new ArrayList<>(w.after());
    before.set(along, 0);
    after.set(along, 0);
    WindowGeometry windows = new WindowGeometry(w.stride(), w.dilation(), before, after);
    return step.graph()
        .add(new Convolve(op.kind(), windows, op.groups(), op.tail()), withWeights(x, now));
  }

  /** The places that the windows go over, and the weights. */
  private List<Node> withWeights(Node x, Node now) {
    List<Node> all = new ArrayList<>(List.of(now));
    for (int i = 1; i < x.inputs().size(); i++) {
      all.add(step.at(x.input(i), StepBuilder.none(x.input(i))));
    }
    return all;
  }

  Node attended(Node x, Attend op, List<@Nullable Role> roles) {
    int row = x.rank() - 2;
    Layout queries = step.layouts().of(x.input(0));
    Layout keys = step.layouts().of(x.input(1));
    List<Node> in = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Layout layout = step.layouts().of(x.input(i));
      List<@Nullable Role> each = new ArrayList<>();
      for (int axis = 0; axis < layout.rank(); axis++) {
        boolean all = axis == row && i > 0;
        each.add(layout.time(axis) == null ? null : all ? Role.HISTORY : roles.get(axis));
      }
      in.add(step.at(x.input(i), each));
    }
    boolean along = keys.time(row) != null;
    @Nullable Node mask =
        along && op.causal() ? visible(op, in, queries, keys, roles.get(row)) : null;
    if (x.inputs().size() > 3) {
      Layout layout = step.layouts().of(x.input(3));
      List<@Nullable Role> each = step.broadcast(x, 3, roles);
      int last = layout.rank() - 1;
      each.set(last, layout.time(last) == null ? null : Role.HISTORY);
      Node given = step.at(x.input(3), each);
      mask = mask == null ? given : Conditions.and(mask, given);
    }
    if (mask != null) {
      in.add(mask);
    }
    boolean causal = op.causal() && !along;
    Attend attend =
        new Attend(causal, causal ? op.window() : 0, op.scale(), op.dropout(), op.stream());
    boolean plain = mask == null || step.size().grows();
    List<Type> types = in.stream().map(Node::type).toList();
    return step.graph().add(plain ? attend : new AttendSeen(attend, types), in);
  }

  /** {@code [tokens, room]}: true where a query sees a key. */
  private Node visible(Attend op, List<Node> in, Layout queries, Layout keys, Role role) {
    int n = in.get(0).rank();
    long ahead =
        Objects.requireNonNull(keys.time(n - 2)).rest()
            - Objects.requireNonNull(queries.time(n - 2)).rest();
    Type row = new Type(DType.INT, List.of(Dim.of(1), in.get(1).type().dim(n - 2)));
    Node key = Ops.iota(step.graph(), row, 1, 0L, 1L);
    Node last = step.parts().element(0, 2, role.shift() + ahead);
    Node seen = Conditions.le(key, last);
    return op.window() == 0
        ? seen
        : Conditions.and(seen, Conditions.gt(key, Numeric.sub(last, (long) op.window())));
  }
}
