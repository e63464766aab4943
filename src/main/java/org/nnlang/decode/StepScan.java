// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Recurrence;
import org.nnlang.op.Ops;
import org.nnlang.op.Scan;
import org.nnlang.op.ScanBuilder;
import org.nnlang.op.ScanOutput;

/** Recurrences in a step. */
final class StepScan {
  private final StepBuilder step;
  private final Map<Node, List<Node>> scans = new HashMap<>();

  StepScan(StepBuilder step) {
    this.step = step;
  }

  Node scanned(Node x, ScanOutput op, List<@Nullable Role> roles) {
    Node scan = x.input(0);
    Recurrence r = ((Scan) scan.op()).recurrence();
    if (step.layouts().of(x).time(0) == null || roles.get(0).history()) {
      throw new NotCausal(scan, "goes along places that tokens have no part in");
    }
    if (!scans.containsKey(scan)) {
      scans.put(scan, step.size().tokens().is(1) ? once(scan, r) : often(scan, r));
    }
    return scans.get(scan).get(op.index());
  }

  private List<Node> carried(Node scan, Recurrence r) {
    List<Node> out = new ArrayList<>();
    for (int i = 0; i < r.carried(); i++) {
      Node inside = r.body().inputs().get(i);
      State state =
          new State(State.Kind.CARRIED, scan.input(i), step.layouts().of(inside).axes(), 0);
      out.add(step.states().state(state, state.type(step.size().batch(), step.size().room())));
    }
    return out;
  }

  /** One step: the body as it is. */
  private List<Node> once(Node scan, Recurrence r) {
    List<Node> carried = carried(scan, r);
    StepBuilder body = step.inside(step.graph());
    for (int i = 0; i < r.body().inputs().size(); i++) {
      Node in;
      if (i < r.carried()) {
        in = carried.get(i);
      } else {
        Node all = outside(scan, r, i);
        boolean sequence = i < r.carried() + r.sequences();
        in = sequence ? Ops.reshape(all, all.type().dims().subList(1, all.rank())) : all;
      }
      body.put(r.body().inputs().get(i), in);
    }
    List<Node> out = new ArrayList<>();
    for (int i = 0; i < r.body().outputs().size(); i++) {
      Node result = r.body().outputs().get(i);
      Node now = body.at(result, StepBuilder.none(result));
      if (i < r.carried()) {
        step.states().becomes(carried.get(i), now);
      }
      out.add(Ops.unsqueeze(now, 0));
    }
    return out;
  }

  /** Several steps: a scan of its own that begins with what the last step handed on. */
  private List<Node> often(Node scan, Recurrence r) {
    List<Node> carried = carried(scan, r);
    ScanBuilder steps = new ScanBuilder(step.graph(), step.size().tokens(), false);
    StepBuilder body = step.inside(steps.body());
    List<Node> handed = new ArrayList<>();
    for (int i = 0; i < r.body().inputs().size(); i++) {
      Node in;
      if (i < r.carried()) {
        in = steps.carry(carried.get(i), true);
        handed.add(in);
      } else if (i < r.carried() + r.sequences()) {
        in = steps.sequence(outside(scan, r, i));
      } else {
        in = steps.shared(outside(scan, r, i));
      }
      body.put(r.body().inputs().get(i), in);
    }
    List<Integer> given = new ArrayList<>();
    for (int i = 0; i < r.body().outputs().size(); i++) {
      Node result = r.body().outputs().get(i);
      Node now = body.at(result, StepBuilder.none(result));
      given.add(i < r.carried() ? steps.next(handed.get(i), now) : steps.give(now));
    }
    ScanBuilder.Results results = steps.build();
    List<Node> out = new ArrayList<>();
    for (int i = 0; i < r.body().outputs().size(); i++) {
      if (i < r.carried()) {
        Node last =
            step.size().isFull()
                ? Ops.index(results.at(i), 0, step.size().tokens())
                : Ops.take(results.at(i), step.count(), 0);
        step.states().becomes(carried.get(i), last);
        out.add(results.after(i));
      } else {
        out.add(results.given(given.get(i)));
      }
    }
    return out;
  }

  private Node outside(Node scan, Recurrence r, int input) {
    Node in = scan.input(input);
    boolean sequence = input < r.carried() + r.sequences();
    long shift = -step.layouts().scans().steps(scan).ahead();
    return step.at(
        in,
        sequence
            ? StepBuilder.everywhere(step.layouts().of(in), Role.stream(shift))
            : StepBuilder.none(in));
  }
}
