// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Recurrence;
import org.nnlang.graph.Type;

/**
 * A recurrence. Its results lie one after the other in one flat tensor, of which {@link ScanOutput}
 * takes them. Made by {@link ScanBuilder}.
 */
public record Scan(Recurrence recurrence) implements Primitive {
  @Override
  public String name() {
    return "scan";
  }

  @Override
  public Type infer(List<Type> inputs) {
    List<Type> wanted = recurrence.takes();
    for (int i = 0; i < wanted.size(); i++) {
      Type x = inputs.get(i);
      if (x.dtype() != wanted.get(i).dtype()) {
        throw Messages.differentTypes(name(), x, wanted.get(i));
      }
      if (!Shapes.mayEqual(x.dims(), wanted.get(i).dims())) {
        throw Messages.broadcast(x, wanted.get(i));
      }
    }
    List<Type> results = recurrence.results();
    Type first = results.get(0);
    for (int i = 0; i < results.size(); i++) {
      Type result = results.get(i);
      if (result.dtype() != first.dtype() || !first.dtype().isFloat()) {
        throw Messages.differentTypes(name(), first, result);
      }
      if (i < recurrence.carried()) {
        Type before = recurrence.body().inputs().get(i).type();
        Type after = recurrence.body().outputs().get(i).type();
        if (!Shapes.mayEqual(before.dims(), after.dims())) {
          throw Messages.broadcast(before, after);
        }
      }
    }
    return first.with(List.of(recurrence.offset(results.size())));
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return new ScanGradient(self, recurrence).of(upstream);
  }

  static List<Sample> samples() {
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
            n -> Ops.mul(cell(n, 4, false).last(0), cell(n, 4, true).last(0)),
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
              Node gate = Ops.sigmoid(Ops.add(Ops.matmul(Ops.mul(h, x), w), b));
              scan.next(h, Ops.mul(gate, Ops.tanh(c)));
              scan.next(c, Ops.add(Ops.matmul(Ops.transpose(w), c), Ops.mul(x, Ops.square(b))));
              scan.give(Ops.mul(gate, x));
              ScanBuilder.Results r = scan.build();
              return Ops.add(
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
    scan.next(h, Ops.tanh(Ops.add(x, Ops.matmul(h, scan.shared(n.get(2))))));
    return scan.build();
  }
}
