// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;

/** Samples of {@link Scan}. */
final class ScanSamples {
  private ScanSamples() {}

  static List<Sample> scan() {
    return List.of(
        // an Elman cell, all of whose values are asked for
        Sample.of(
            "scan",
            n -> cell(n, 4, false).after(0),
            Sample.real(2, 3),
            Sample.real(4, 2, 3),
            Sample.real(3, 3)),
        Sample.of(
            "scan",
            n -> cell(n, 4, true).after(0),
            Sample.real(2, 3),
            Sample.real(4, 2, 3),
            Sample.real(3, 3)),
        Sample.of(
            "scan",
            n -> Numeric.mul(cell(n, 4, false).last(0), cell(n, 4, true).last(0)),
            Sample.real(2, 3),
            Sample.real(4, 2, 3),
            Sample.real(3, 3)),
        Sample.of(
            "scan",
            n -> cell(n, 0, true).last(0),
            Sample.real(2, 3),
            Sample.real(0, 2, 3),
            Sample.real(3, 3)),
        // two carried values, one of them kept, a given one, all ways of sharing
        Sample.of(
            "scan",
            n -> {
              ScanBuilder scan = new ScanBuilder(n.get(0).graph(), Dim.of(3), false);
              Node h = scan.carry(n.get(0), true);
              Node c = scan.carry(n.get(1), false);
              Node x = scan.sequence(n.get(2));
              Node w = scan.shared(n.get(3));
              Node b = scan.shared(n.get(4));
              Node gate = Numeric.sigmoid(Numeric.add(Ops.matmul(Numeric.mul(h, x), w), b));
              scan.next(h, Numeric.mul(gate, Numeric.tanh(c)));
              scan.next(
                  c,
                  Numeric.add(Ops.matmul(Ops.transpose(w), c), Numeric.mul(x, Numeric.square(b))));
              scan.give(Numeric.mul(gate, x));
              ScanBuilder.Results r = scan.build();
              return Numeric.add(
                  Ops.concat(List.of(r.given(0), r.before(0), r.after(0)), 0),
                  Ops.sum(r.last(1), null, false));
            },
            Sample.real(2, 2),
            Sample.real(2, 2),
            Sample.real(3, 2, 2),
            Sample.real(2, 2),
            Sample.real(2)));
  }

  private static ScanBuilder.Results cell(List<Node> n, long steps, boolean reversed) {
    ScanBuilder scan = new ScanBuilder(n.get(0).graph(), Dim.of(steps), reversed);
    Node h = scan.carry(n.get(0), true);
    Node x = scan.sequence(n.get(1));
    scan.next(h, Numeric.tanh(Numeric.add(x, Ops.matmul(h, scan.shared(n.get(2))))));
    return scan.build();
  }
}
