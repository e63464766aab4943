// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.op.Assemble;
import org.nnlang.op.Conditions;
import org.nnlang.op.Fill;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.op.Slice;
import org.nnlang.tensor.DType;

/** Slices, joins and padding in a step. */
final class StepParts {
  private final StepBuilder step;

  StepParts(StepBuilder step) {
    this.step = step;
  }

  Node sliced(Node x, Slice op, List<@Nullable Role> roles) {
    Layout in = step.layouts().of(x.input(0));
    Layout out = step.layouts().of(x);
    @Nullable Role[] from = new Role[x.rank()];
    List<Dim> starts = new ArrayList<>(op.starts());
    List<Dim> dims = new ArrayList<>(step.dims(x, roles));
    List<Integer> looked = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      Role role = roles.get(i);
      boolean stream = role != null && !role.history();
      if (in.time(i) != null) {
        from[i] = stream ? Role.stream(role.shift() + op.starts().get(i).value()) : Role.HISTORY;
        starts.set(i, stream ? Dim.of(0) : op.starts().get(i));
      } else if (out.time(i) != null && stream) {
        // rows of a table: as many as there are, and those of the step are looked up below
        looked.add(i);
        starts.set(i, Dim.of(0));
        dims.set(i, x.input(0).type().dim(i));
      }
    }
    Node whole = step.at(x.input(0), StepBuilder.roles(from));
    Node now = whole.apply(new Slice(starts, op.steps(), dims));
    for (int axis : looked) {
      long shift = roles.get(axis).shift() + op.starts().get(axis).value();
      // where all places count, one behind the table is an error and not its last row
      now = step.size().grows() ? Ops.take(now, index(shift), axis) : rows(now, axis, shift);
    }
    return now;
  }

  /** The step's rows of what is there for all places, from {@code position + shift} on. */
  Node rows(Node all, int axis, long shift) {
    Node index = index(shift);
    Dim size = all.type().dim(axis);
    if (size.isKnown()) {
      index = Numeric.minimum(index, size.value() - 1);
    } else if (size.minus(step.size().room()).plus(-shift).value() < 0) {
      throw new NotCausal(all, "is needed at places that are not there yet");
    }
    return Ops.take(all, Numeric.maximum(index, 0L), axis);
  }

  /** Numbers of the step's places, from {@code position + shift} on. */
  private Node index(long shift) {
    return Numeric.add(
        Ops.arange(step.graph(), step.size().tokens()), Numeric.add(step.position(), shift));
  }

  Node assembled(Node x, Assemble op, List<@Nullable Role> roles) {
    Layout layout = step.layouts().of(x);
    for (int axis : layout.times()) {
      Role role = roles.get(axis);
      boolean apart =
          x.inputs().stream().anyMatch(in -> step.layouts().of(in).time(axis) == null)
              || op.parts().stream().anyMatch(p -> !p.starts().get(axis).is(0));
      if (apart && role.history()) {
        throw new NotCausal(x, "puts places together that are needed at all places");
      }
      if (apart) {
        return layout.tokens() ? joined(x, op, axis, roles) : looked(x, axis, roles);
      }
    }
    return step.graph().add(new Assemble(op.parts(), step.dims(x, roles)), step.inputs(x, roles));
  }

  /** Places that tokens have no part in: made for all, of which the step's are taken. */
  Node looked(Node x, int axis, List<@Nullable Role> roles) {
    List<@Nullable Role> all = new ArrayList<>(roles);
    all.set(axis, Role.HISTORY);
    return rows(step.at(x, all), axis, roles.get(axis).shift());
  }

  /** Places with something before them. */
  Node joined(Node x, Assemble op, int axis, List<@Nullable Role> roles) {
    int part = new Parts(step.layouts(), step.layouts().samples()).timed(x, axis);
    long start = op.parts().get(part).starts().get(axis).value();
    long shift = roles.get(axis).shift();
    List<@Nullable Role> inside = new ArrayList<>(roles);
    inside.set(axis, Role.stream(shift - start));
    Node places = step.at(x.input(part), inside);
    List<Dim> starts = new ArrayList<>(op.parts().get(part).starts());
    starts.set(axis, Dim.of(0));
    List<Dim> dims = step.dims(x, roles);
    Node now =
        places.apply(
            new Assemble(List.of(new Assemble.Part(starts, op.parts().get(part).steps())), dims));
    if (shift >= start || start <= 0) {
      return now;
    }
    // what stands before the first place, with nothing behind
    List<Assemble.Part> parts = new ArrayList<>();
    List<Node> front = new ArrayList<>();
    for (int p = 0; p < op.parts().size(); p++) {
      if (p != part && op.parts().get(p).starts().get(axis).value() < start) {
        parts.add(op.parts().get(p));
        front.add(step.at(x.input(p), step.broadcast(x, p, roles)));
      }
    }
    List<Dim> before = new ArrayList<>(dims);
    before.set(axis, Dim.of(start));
    Type type = x.type().with(before);
    Node head =
        front.isEmpty()
            ? step.graph().add(new Fill(type, 0))
            : step.graph().add(new Assemble(parts, before), front);
    Node element = element(axis, x.rank(), shift);
    return Conditions.where(Conditions.ge(element, start), now, rows(head, axis, shift));
  }

  /** Which element of an axis each of the step's is, 1 along all others. */
  Node element(int axis, int rank, long shift) {
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      dims.add(i == axis ? step.size().tokens() : Dim.of(1));
    }
    Node index = Ops.iota(step.graph(), new Type(DType.INT, dims), axis, shift, 1L);
    return Numeric.add(index, step.position());
  }
}
