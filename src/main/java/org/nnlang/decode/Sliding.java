// SPDX-License-Identifier: Apache-2.0
package org.nnlang.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.nnlang.graph.Node;
import org.nnlang.op.Convolve;
import org.nnlang.op.Pool;

/** How convolution and pooling act along time. */
final class Sliding {
  private final Layouts layouts;

  Sliding(Layouts layouts) {
    this.layouts = layouts;
  }

  List<List<Factor>> convolved(Node n, Convolve op) {
    Layout x = layouts.of(n.input(0));
    for (int i = 1; i < n.inputs().size(); i++) {
      if (!layouts.of(n.input(i)).isConstant()) {
        throw new NotCausal(n, "has weights that are not the same at all lengths");
      }
    }
    List<List<Factor>> axes = new ArrayList<>(List.of(x.axis(0), layouts.constant(n, 1)));
    if (!Layout.isConstant(x.axis(1))) {
      throw new NotCausal(n, "takes all places together, later ones too");
    }
    for (int i = 0; i < op.windows().axes(); i++) {
      List<Factor> axis = x.axis(2 + i);
      if (Layout.isConstant(axis)) {
        axes.add(layouts.constant(n, 2 + i));
        continue;
      }
      if (!x.isPureTime(2 + i) || op.kind() != Convolve.Kind.FORWARD) {
        throw new NotCausal(n, "sees later places");
      }
      if (op.windows().stride().get(i) != 1) {
        throw new NotCausal(n, "has a `stride`: it does not give one number a place");
      }
      long kernel = layouts.samples().size(n.input(1), 2 + i).at()[0];
      long reach = op.windows().dilation().get(i) * (kernel - 1);
      long before = op.windows().before().get(i);
      long after = op.windows().after().get(i);
      Factor.Time t = Objects.requireNonNull(x.time(2 + i));
      Node blame = t.tail() > 0 || after == 0 ? t.blame() : n;
      Factor.Time out = new Factor.Time(t.rest() + before + after - reach, 0, null);
      axes.add(List.of(out.known(t.ahead() + reach - before, blame)));
    }
    return axes;
  }

  List<List<Factor>> pooled(Node n, Pool op) {
    Layout x = layouts.of(n.input(0));
    boolean forward = op.kind() == Pool.Kind.MAX || op.kind() == Pool.Kind.MEAN;
    List<List<Factor>> axes = new ArrayList<>(List.of(x.axis(0), x.axis(1)));
    for (int i = 2; i < x.rank(); i++) {
      if (!Layout.isConstant(x.axis(i)) || !forward && !x.isConstant()) {
        throw new NotCausal(n, "takes several places together, later ones too");
      }
      axes.add(layouts.constant(n, i));
    }
    return axes;
  }
}
