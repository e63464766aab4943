// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;

/** Samples of {@link Attend}. */
final class AttendSamples {
  private AttendSamples() {}

  static List<Sample> attend() {
    Sample.Arg qk = Sample.real(2, 2, 3, 4);
    return List.of(
        of(new Attend(false, 0, 0.5, 0, 0), qk, qk, qk),
        of(new Attend(true, 0, 0.5, 0, 0), qk, qk, Sample.real(2, 2, 3, 5)),
        of(new Attend(true, 0, 0.5, 0, 0), Sample.real(2, 4), Sample.real(3, 4), Sample.real(3, 2)),
        of(new Attend(true, 0, 0.5, 0.4, 3), qk, qk, qk),
        of(new Attend(true, 2, 0.5, 0, 0), qk, Sample.real(2, 2, 4, 4), Sample.real(2, 2, 4, 4)),
        of(
            new Attend(true, 2, 0.5, 0, 0),
            Sample.real(2, 4, 2, 3),
            Sample.real(2, 2, 5, 3),
            Sample.real(2, 2, 5, 2)),
        of(
            new Attend(false, 0, 0.5, 0.4, 3),
            Sample.real(4, 3, 2),
            Sample.real(1, 3, 2),
            Sample.real(1, 3, 2)),
        of(new Attend(false, 0, 0.3, 0, 0), qk, qk, qk, Sample.bool(2, 1, 3, 3)),
        of(
            new Attend(false, 0, 0.3, 0, 0),
            Sample.real(0, 4),
            Sample.real(3, 4),
            Sample.real(3, 2)));
  }

  private static Sample of(Attend op, Sample.Arg... args) {
    // a query that sees nothing has no weights: the diagonal is always seen
    return Sample.of(
        "attention",
        n -> {
          List<Node> inputs = new ArrayList<>(n);
          if (n.size() > 3) {
            Type plane = n.get(3).type().with(Sizes.of(3, 3)).with(DType.INT);
            Node row = Ops.iota(n.get(0).graph(), plane, 0, 0, 1);
            Node seen = Conditions.eq(row, Ops.iota(n.get(0).graph(), plane, 1, 0, 1));
            inputs.set(3, Conditions.or(n.get(3), seen));
          }
          return n.get(0).graph().add(op, inputs);
        },
        args);
  }
}
