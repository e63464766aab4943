// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.nnlang.decode.Samples.Numbers;
import org.nnlang.graph.Node;
import org.nnlang.op.Assemble;
import org.nnlang.op.Slice;

/** How slices, joins and padding act along time. */
final class Parts {
  private final Layouts layouts;
  private final Samples samples;

  Parts(Layouts layouts, Samples samples) {
    this.layouts = layouts;
    this.samples = samples;
  }

  List<List<Factor>> sliced(Node n, Slice op) {
    Layout in = layouts.of(n.input(0));
    List<List<Factor>> axes = new ArrayList<>();
    for (int i = 0; i < n.rank(); i++) {
      int axis = i;
      Numbers start = samples.attribute(n, x -> ((Slice) x).starts().get(axis));
      Numbers size = samples.size(n, i);
      boolean whole =
          op.steps().get(i) == 1
              && start.equals(new Numbers(0, 0, 0))
              && size.equals(samples.size(n.input(0), i));
      if (whole) {
        axes.add(in.axis(i));
      } else if (Layout.isConstant(in.axis(i))) {
        axes.add(ofTable(n, op, i, start, size));
      } else {
        axes.add(ofTime(n, op, i, start, size));
      }
    }
    return axes;
  }

  /** As many of a table's rows as there are tokens, or a number that is always the same. */
  private List<Factor> ofTable(Node n, Slice op, int axis, Numbers start, Numbers size) {
    if (size.isConstant() && start.isConstant()) {
      return Layout.normal(List.of(new Factor.Const(size.at()[0])));
    }
    List<Factor> out = layouts.made(n, axis);
    boolean rows = op.steps().get(axis) == 1 && start.isConstant() && out.size() == 1;
    if (!rows || layouts.of(n.input(0)).tokens()) {
      throw new NotCausal(n, "takes a part that depends on the length");
    }
    if (Layout.timeOf(out) != null) {
      long table = samples.size(n.input(0), axis).at()[0];
      layouts.atMost(table - start.at()[0] - Objects.requireNonNull(Layout.timeOf(out)).rest());
    }
    return out;
  }

  private List<Factor> ofTime(Node n, Slice op, int axis, Numbers start, Numbers size) {
    Layout in = layouts.of(n.input(0));
    if (!in.isPureTime(axis)) {
      throw new NotCausal(n, "takes a part of places and something else in one");
    }
    if (Math.abs(op.steps().get(axis)) != 1) {
      throw new NotCausal(n, "leaves places out");
    }
    if (op.steps().get(axis) < 0) {
      layouts.needsLater(n, "turns the places round");
    }
    if (!start.isConstant()) {
      layouts.needsLater(n, "counts places from the last one");
    }
    Factor.Time t = in.time(axis);
    if (size.isConstant()) {
      if (in.tokens()) {
        layouts.needsLater(n, "takes the same few places at every length");
      }
      return Layout.normal(List.of(new Factor.Const(size.at()[0])));
    }
    long rest = size.at()[0] - samples.time(0);
    if (!size.equals(samples.times(rest))) {
      throw new NotCausal(n, "takes a part that depends on the length");
    }
    Factor.Time out = new Factor.Time(rest, 0, null);
    return List.of(
        in.tokens()
            ? out.known(Objects.requireNonNull(t).ahead() + start.at()[0], t.blame())
            : Factor.Time.of(rest));
  }

  List<List<Factor>> assembled(Node n, Assemble op) {
    List<List<Factor>> axes = new ArrayList<>();
    for (int i = 0; i < n.rank(); i++) {
      axes.add(axis(n, op, i));
    }
    return axes;
  }

  private List<Factor> axis(Node n, Assemble op, int axis) {
    Numbers size = samples.size(n, axis);
    boolean whole = true;
    for (int p = 0; p < op.parts().size(); p++) {
      whole &= isWhole(n, op, p, axis, size);
    }
    List<Layout> all = n.inputs().stream().map(layouts::of).toList();
    if (whole) {
      return layouts.joined(n, all, all.stream().map(l -> axis).toList());
    }
    if (all.stream().allMatch(l -> Layout.isConstant(l.axis(axis)))) {
      if (!size.isConstant()) {
        throw new NotCausal(n, "fills up to a size that depends on the length");
      }
      return Layout.normal(List.of(new Factor.Const(size.at()[0])));
    }
    return joined(n, op, axis, size);
  }

  private boolean isWhole(Node n, Assemble op, int part, int axis, Numbers size) {
    return start(n, part, axis).equals(new Numbers(0, 0, 0))
        && op.parts().get(part).steps().get(axis) == 1
        && samples.size(n.input(part), axis).equals(size);
  }

  private Numbers start(Node n, int part, int axis) {
    return samples.attribute(n, x -> ((Assemble) x).parts().get(part).starts().get(axis));
  }

  /** Places in time with something before or after them. */
  private List<Factor> joined(Node n, Assemble op, int axis, Numbers size) {
    int part = timed(n, axis);
    Layout in = layouts.of(n.input(part));
    Numbers start = start(n, part, axis);
    long rest = size.at()[0] - samples.time(0);
    boolean plain =
        in.isPureTime(axis)
            && start.isConstant()
            && op.parts().get(part).steps().get(axis) == 1
            && size.equals(samples.times(rest));
    if (!plain) {
      throw new NotCausal(n, "puts places where they depend on the length");
    }
    boolean tokens = n.inputs().stream().anyMatch(x -> layouts.of(x).tokens());
    if (!tokens) {
      return List.of(Factor.Time.of(rest));
    }
    Factor.Time time = Objects.requireNonNull(in.time(axis));
    Factor.Time t = in.tokens() ? time : Factor.Time.of(time.rest());
    long ahead = t.ahead() - start.at()[0];
    Factor.Time out = new Factor.Time(rest, 0, null);
    return List.of(out.known(ahead, rest + ahead > t.tail() ? n : t.blame()));
  }

  /** The one part that is along time; what else there is has the same size at every length. */
  int timed(Node n, int axis) {
    int found = -1;
    for (int p = 0; p < n.inputs().size(); p++) {
      if (!Layout.isConstant(layouts.of(n.input(p)).axis(axis))) {
        if (found >= 0) {
          throw new NotCausal(n, "puts places behind all others");
        }
        found = p;
      } else if (layouts.of(n.input(p)).tokens()) {
        layouts.needsLater(n, "puts something of some places beside all of them");
      }
    }
    return found;
  }
}
