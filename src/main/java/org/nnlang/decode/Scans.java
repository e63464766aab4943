// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Recurrence;
import org.nnlang.op.Scan;
import org.nnlang.op.ScanOutput;

/** How recurrences act along time. */
final class Scans {
  private final Layouts layouts;

  Scans(Layouts layouts) {
    this.layouts = layouts;
  }

  List<List<Factor>> scanned(Node n, Recurrence r) {
    int carried = r.carried();
    if (!n.inputs().stream().anyMatch(in -> layouts.of(in).tokens())
        && n.inputs().stream().allMatch(in -> layouts.of(in).times().isEmpty())) {
      // as it is at every length
      return List.of(List.of());
    }
    if (r.reversed()) {
      layouts.needsLater(n, "goes from the last place to the first");
    }
    for (int i = 0; i < n.inputs().size(); i++) {
      Layout in = layouts.of(n.input(i));
      boolean sequence = i >= carried && i < carried + r.sequences();
      Node inside = r.body().inputs().get(i);
      if (sequence) {
        if (!in.isPureTime(0) || in.times().size() != 1) {
          throw new NotCausal(n, "goes along something else than time");
        }
        layouts.put(inside, new Layout(in.axes().subList(1, in.rank()), true));
      } else {
        if (in.tokens() && !layouts.allPlaces() || !in.times().isEmpty()) {
          throw new NotCausal(n, "uses something of all places at each of them");
        }
        layouts.put(inside, new Layout(in.axes(), i < carried || in.tokens()));
      }
    }
    if (steps(n).ahead() > 0) {
      layouts.needsLater(n, "begins after the first place");
    }
    r.body().outputs().forEach(layouts::of);
    return List.of(List.of());
  }

  /** The time that a scan goes along. */
  Factor.Time steps(Node scan) {
    Recurrence r = ((Scan) scan.op()).recurrence();
    List<Layout> all = new ArrayList<>();
    List<Integer> at = new ArrayList<>();
    for (Node in : scan.inputs().subList(r.carried(), r.carried() + r.sequences())) {
      all.add(layouts.of(in));
      at.add(0);
    }
    Factor.Time time = Layout.timeOf(layouts.joined(scan, all, at));
    if (time == null) {
      throw new NotCausal(scan, "goes along something else than time");
    }
    return time;
  }

  List<List<Factor>> given(Node n, ScanOutput op) {
    Node scan = n.input(0);
    Recurrence r = ((Scan) scan.op()).recurrence();
    Node inside = r.body().outputs().get(op.index());
    if (!layouts.knows(inside)) {
      return layouts.onlyConstantSizes(n);
    }
    Factor.Time steps = steps(scan);
    List<List<Factor>> axes = new ArrayList<>();
    if (op.index() >= r.carried()) {
      axes.add(List.of(steps));
    } else if (r.kept().get(op.index())) {
      Factor.Time all = new Factor.Time(steps.rest() + 1, 0, null);
      axes.add(List.of(all.known(steps.ahead() - 1, steps.blame())));
    } else {
      layouts.needsLater(n, "takes what there is after the last place");
    }
    axes.addAll(layouts.of(inside).axes());
    return axes;
  }
}
