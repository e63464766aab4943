// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Origin;
import org.nnlang.graph.Type;
import org.nnlang.source.Problem;

/** Parts of a tensor along its axes, and their opposite: joining and padding. */
final class Slicing {
  private Slicing() {}

  /** A slice along one axis; ends beyond the axis are cut off as Python does. */
  static Node slice(Node x, int axis, Dim from, @Nullable Dim to, long step) {
    if (step == 0) {
      throw Messages.step(step);
    }
    int at = Shapes.axis(axis, x.type());
    Dim size = x.type().dim(at);
    Dim first = from == null ? (step > 0 ? Dim.of(0) : size.plus(-1)) : bound(from, size, step);
    Dim end = to == null ? (step > 0 ? size : Dim.of(-1)) : bound(to, size, step);
    Dim length = end.minus(first);
    Dim count = step == 1 ? length : length.plus(step - Long.signum(step)).floorDiv(step);
    if (count.isKnown() && count.value() <= 0) {
      count = Dim.of(0);
      first = Dim.of(0);
    }
    return along(x, at, first, step, count);
  }

  /** A bound counted from the front and within the axis, as far as that is known. */
  private static Dim bound(Dim b, Dim size, long step) {
    Dim out = b.isKnown() && b.value() < 0 ? size.plus(b) : b;
    long least = step > 0 ? 0 : -1;
    if (out.isKnown() && out.value() < least) {
      return Dim.of(least);
    }
    Dim most = step > 0 ? size : size.plus(-1);
    Dim over = out.minus(most);
    return over.isKnown() && over.value() > 0 ? most : out;
  }

  private static Node along(Node x, int axis, Dim first, long step, Dim count) {
    List<Dim> starts = new ArrayList<>(Collections.nCopies(x.rank(), Dim.of(0)));
    List<Long> steps = new ArrayList<>(Collections.nCopies(x.rank(), 1L));
    starts.set(axis, first);
    steps.set(axis, step);
    return x.apply(new Slice(starts, steps, Shapes.replaced(x.type().dims(), axis, count)));
  }

  /** One place of an axis, which goes. */
  static Node index(Node x, int axis, Dim index) {
    int at = Shapes.axis(axis, x.type());
    Dim size = x.type().dim(at);
    Dim i = index.isKnown() && index.value() < 0 ? size.plus(index) : index;
    Dim over = i.minus(size);
    if (i.isKnown() && i.value() < 0 || over.isKnown() && over.value() >= 0) {
      throw Origin.note(Messages.index(index, x.type(), at), x, at);
    }
    Node one = along(x, at, i, 1, Dim.of(1));
    return Ops.reshape(one, Shapes.reduced(one.type().dims(), at, at + 1, false));
  }

  static Node flip(Node x, @Nullable List<Integer> axes) {
    List<Dim> starts = new ArrayList<>(Collections.nCopies(x.rank(), Dim.of(0)));
    List<Long> steps = new ArrayList<>(Collections.nCopies(x.rank(), 1L));
    for (int axis : Shapes.axes(axes, x.type())) {
      starts.set(axis, x.type().dim(axis).plus(-1));
      steps.set(axis, -1L);
    }
    return x.apply(new Slice(starts, steps, x.type().dims()));
  }

  /** Tensors one after another along an axis. Element types are promoted. */
  static Node concat(List<Node> tensors, int axis) {
    List<Node> xs = Types.promoted("concat", tensors);
    Node first = xs.get(0);
    int at = Shapes.axis(axis, first.type());
    Dim total = Dim.of(0);
    List<Assemble.Part> parts = new ArrayList<>();
    List<Dim> dims = first.type().dims();
    for (Node x : xs) {
      if (x.rank() != first.rank()) {
        throw Messages.join("concat", first.type(), x.type());
      }
      List<Dim> starts = new ArrayList<>(Collections.nCopies(x.rank(), Dim.of(0)));
      starts.set(at, total);
      parts.add(new Assemble.Part(starts, Collections.nCopies(x.rank(), 1L)));
      total = total.plus(x.type().dim(at));
      dims = common(first, dims, x, at);
    }
    if (xs.size() == 1) {
      return first;
    }
    return first.graph().add(new Assemble(parts, Shapes.replaced(dims, at, total)), xs);
  }

  private static List<Dim> common(Node first, List<Dim> dims, Node x, int except) {
    List<Dim> out = new ArrayList<>(dims);
    for (int i = 0; i < dims.size(); i++) {
      if (i != except) {
        Dim both = Shapes.same(dims.get(i), x.type().dim(i));
        if (both == null) {
          Problem p = Messages.join("concat", first.type(), x.type());
          throw Origin.note(p, Shapes.except(except, dims.size()), List.of(first, x));
        }
        out.set(i, both);
      }
    }
    return out;
  }

  /** Tensors of one shape along a new axis. */
  static Node stack(List<Node> tensors, int axis) {
    if (tensors.isEmpty()) {
      throw Messages.nothing("stack");
    }
    Node first = tensors.get(0);
    int at = Shapes.newAxis(axis, first.type());
    List<Node> rows = new ArrayList<>();
    for (Node x : tensors) {
      if (!Shapes.mayEqual(first.type().dims(), x.type().dims())) {
        Problem p = Messages.join("stack", first.type(), x.type());
        throw Origin.note(p, "...", List.of(first, x));
      }
      rows.add(Ops.unsqueeze(x, at));
    }
    return concat(rows, at);
  }

  /** Numbers {@code value} before and after an axis. */
  static Node pad(Node x, int axis, Dim before, Dim after, double value) {
    int at = Shapes.axis(axis, x.type());
    Sizes.check(List.of(before, after));
    Dim size = x.type().dim(at).plus(before).plus(after);
    if (before.is(0) && after.is(0)) {
      return x;
    }
    Type type = x.type().with(Shapes.replaced(x.type().dims(), at, size));
    if (value != 0) {
      Type front = type.with(Shapes.replaced(type.dims(), at, before));
      Type back = type.with(Shapes.replaced(type.dims(), at, after));
      return concat(
          List.of(Ops.full(x.graph(), front, value), x, Ops.full(x.graph(), back, value)), at);
    }
    List<Dim> starts = new ArrayList<>(Collections.nCopies(x.rank(), Dim.of(0)));
    starts.set(at, before);
    Assemble.Part part = new Assemble.Part(starts, Collections.nCopies(x.rank(), 1L));
    return x.apply(new Assemble(List.of(part), type.dims()));
  }

  /** Parts of the given sizes along an axis. */
  static List<Node> split(Node x, int axis, List<Dim> sizes) {
    int at = Shapes.axis(axis, x.type());
    Sizes.check(sizes);
    Dim total = sizes.stream().reduce(Dim.of(0), Dim::plus);
    if (total.cannotEqual(x.type().dim(at))) {
      throw Origin.note(Messages.partSizes(x.type().dim(at), sizes), x, at);
    }
    List<Node> out = new ArrayList<>();
    Dim from = Dim.of(0);
    for (Dim size : sizes) {
      out.add(along(x, at, from, 1, size));
      from = from.plus(size);
    }
    return out;
  }

  /** Equal parts along an axis. */
  static List<Node> split(Node x, int axis, int parts) {
    int at = Shapes.axis(axis, x.type());
    Dim size = x.type().dim(at);
    if (parts < 1 || size.cannotBeDividedBy(Dim.of(parts))) {
      throw Origin.note(Messages.parts(size, parts), x, at);
    }
    return split(x, at, Collections.nCopies(parts, size.floorDiv(parts)));
  }

  /** The places of an axis, each without it. */
  static List<Node> unstack(Node x, int axis) {
    int at = Shapes.axis(axis, x.type());
    List<Node> out = new ArrayList<>();
    for (long i = 0; i < x.type().dim(at).value(); i++) {
      out.add(index(x, at, Dim.of(i)));
    }
    return out;
  }
}
