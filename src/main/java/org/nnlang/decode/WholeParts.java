// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Assemble;
import org.nnlang.op.Conditions;
import org.nnlang.op.Fill;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.op.Slice;

/** Slices, joins and padding of texts that are filled up. */
final class WholeParts {
  private final WholeBuilder whole;

  WholeParts(WholeBuilder whole) {
    this.whole = whole;
  }

  Node sliced(Node x, Slice op) {
    Samples samples = whole.layouts().samples();
    Layout in = whole.layouts().of(x.input(0));
    Node now = whole.at(x.input(0));
    List<Dim> starts = new ArrayList<>(op.starts());
    List<Long> steps = new ArrayList<>(op.steps());
    List<Dim> dims = new ArrayList<>(whole.dims(x));
    for (int i = 0; i < x.rank(); i++) {
      int axis = i;
      Samples.Line start = samples.line(samples.attribute(x, s -> ((Slice) s).starts().get(axis)));
      if (in.time(i) != null && (start.slope() != 0 || op.steps().get(i) < 0)) {
        // from the end of the text
        now = Ops.take(now, from(whole.line(start), dims.get(i), op.steps().get(i), now, i), i);
        starts.set(i, Dim.of(0));
        steps.set(i, 1L);
      }
    }
    return now.apply(new Slice(starts, steps, dims));
  }

  /** So many indices of an axis from the first one on, which behind the text stay within it. */
  private Node from(Node first, Dim count, long step, Node x, int axis) {
    Node steps = Numeric.mul(Ops.arange(whole.graph(), count), step);
    return within(Numeric.add(steps, first), x.type().dim(axis));
  }

  private static Node within(Node index, Dim size) {
    return Numeric.maximum(Numeric.minimum(index, size.value() - 1), 0L);
  }

  Node assembled(Node x, Assemble op) {
    Samples samples = whole.layouts().samples();
    Layout layout = whole.layouts().of(x);
    List<Dim> dims = whole.dims(x);
    List<Assemble.Part> front = new ArrayList<>();
    List<Node> inputs = new ArrayList<>();
    List<Integer> behind = new ArrayList<>();
    int along = -1;
    for (int p = 0; p < op.parts().size(); p++) {
      int part = p;
      Node now = whole.at(x.input(p));
      boolean late = false;
      for (int axis : layout.times()) {
        Samples.Line start = samples.line(samples.attribute(x, s -> start(s, part, axis)));
        boolean timed = whole.layouts().of(x.input(p)).time(axis) != null;
        late |= start.slope() != 0;
        along = start.slope() != 0 ? axis : along;
        boolean covers = timed && start.slope() == 0 && start.rest() == 0 && op.parts().size() == 1;
        if (timed && !(covers && now.type().dim(axis).equals(dims.get(axis)))) {
          now = whole.only(x.input(p), axis, 0);
        }
      }
      if (late) {
        behind.add(p);
      } else {
        front.add(op.parts().get(p));
        inputs.add(now);
      }
    }
    Type type = x.type().with(dims);
    Node out =
        inputs.isEmpty()
            ? whole.graph().add(new Fill(type, 0))
            : whole.graph().add(new Assemble(front, dims), inputs);
    for (int p : behind) {
      out = with(x, op, p, along, out);
    }
    return out;
  }

  private static Dim start(org.nnlang.graph.Op op, int part, int axis) {
    return ((Assemble) op).parts().get(part).starts().get(axis);
  }

  /** With a part that begins where the text ends, or so many places from there. */
  private Node with(Node x, Assemble op, int part, int axis, Node out) {
    Samples samples = whole.layouts().samples();
    Samples.Line start = samples.line(samples.attribute(x, s -> start(s, part, axis)));
    Node now = whole.at(x.input(part));
    for (int i = 0; i < x.rank(); i++) {
      boolean all = i == axis || now.type().dim(i).equals(out.type().dim(i));
      if (!all
          || op.parts().get(part).steps().get(i) != 1
          || whole.layouts().of(x.input(part)).time(axis) != null) {
        throw new NotCausal(x, "puts places where they depend on the length");
      }
    }
    Dim size = now.type().dim(axis);
    Node at = Numeric.sub(whole.places(x, axis), whole.line(start));
    Node flat = Ops.reshape(at, List.of(out.type().dim(axis)));
    Node moved = Ops.take(now, within(flat, size), axis);
    Node here = Conditions.and(Conditions.ge(at, 0L), Conditions.lt(at, size.value()));
    return Conditions.where(here, moved, out);
  }
}
