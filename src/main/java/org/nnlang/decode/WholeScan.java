// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Recurrence;
import org.nnlang.op.Numeric;
import org.nnlang.op.Ops;
import org.nnlang.op.Scan;
import org.nnlang.op.ScanBuilder;
import org.nnlang.op.ScanOutput;

/** Recurrences over texts that are filled up: one that goes backwards begins where a text ends. */
final class WholeScan {
  private final WholeBuilder whole;
  private final Map<Node, List<Node>> scans = new HashMap<>();

  WholeScan(WholeBuilder whole) {
    this.whole = whole;
  }

  Node given(Node x, ScanOutput op) {
    Node scan = x.input(0);
    Recurrence r = ((Scan) scan.op()).recurrence();
    if (!whole.layouts().knows(r.body().outputs().get(op.index()))) {
      throw new NotCausal(scan, "goes along places that tokens have no part in");
    }
    return scans.computeIfAbsent(scan, s -> built(s, r)).get(op.index());
  }

  private List<Node> built(Node scan, Recurrence r) {
    long rest = whole.layouts().scans().steps(scan).rest();
    Dim steps = whole.room().plus(rest);
    ScanBuilder all = new ScanBuilder(whole.graph(), steps, false);
    WholeBuilder body = whole.inside(all.body());
    List<Node> handed = new ArrayList<>();
    for (int i = 0; i < r.body().inputs().size(); i++) {
      Node outside = whole.at(scan.input(i));
      Node in;
      if (i < r.carried()) {
        in = all.carry(outside, true);
        handed.add(in);
      } else if (i < r.carried() + r.sequences()) {
        in = all.sequence(r.reversed() ? turned(outside, steps, rest - 1) : outside);
      } else {
        in = all.shared(outside);
      }
      body.put(r.body().inputs().get(i), in);
    }
    List<Integer> given = new ArrayList<>();
    for (int i = 0; i < r.body().outputs().size(); i++) {
      Node now = body.at(r.body().outputs().get(i));
      given.add(i < r.carried() ? all.next(handed.get(i), now) : all.give(now));
    }
    ScanBuilder.Results results = all.build();
    List<Node> out = new ArrayList<>();
    for (int i = 0; i < r.body().outputs().size(); i++) {
      if (i >= r.carried()) {
        Node each = results.given(given.get(i));
        out.add(r.reversed() ? turned(each, steps, rest - 1) : each);
      } else if (r.kept().get(i)) {
        Node each = results.at(i);
        out.add(r.reversed() ? turned(each, steps.plus(1), rest) : each);
      } else {
        Node end = whole.line(new Samples.Line(1, rest));
        out.add(Ops.take(results.at(i), end, 0));
      }
    }
    return out;
  }

  /** The first axis the other way round, element {@code length + last} being the first then. */
  private Node turned(Node x, Dim size, long last) {
    Node end = whole.line(new Samples.Line(1, last));
    return Ops.take(x, Numeric.maximum(Numeric.sub(end, Ops.arange(whole.graph(), size)), 0L), 0);
  }
}
