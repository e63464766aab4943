// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.op.Expand;
import org.nnlang.op.Reshape;

/** A tensor that is {@code core} in the shape {@code dims}, repeated. */
record Repeated(Node core, List<Dim> dims) {
  /** Of a node as an input of one of that rank. */
  static Repeated of(Node n, int rank) {
    Repeated found = of(n);
    List<Dim> dims = new ArrayList<>(Collections.nCopies(rank - n.rank(), Dim.of(1)));
    dims.addAll(found.dims);
    return new Repeated(found.core, dims);
  }

  private static Repeated of(Node n) {
    return switch (n.op()) {
      case Expand e -> of(n.input(0), n.rank());
      case Reshape r -> {
        Repeated under = of(n.input(0));
        List<Dim> dims = moved(n.input(0).type().dims(), under.dims, n.type().dims());
        yield dims == null ? new Repeated(n, n.type().dims()) : new Repeated(under.core, dims);
      }
      default -> new Repeated(n, n.type().dims());
    };
  }

  /** What becomes of {@code dims} where a shape only loses and gains axes of size 1; else null. */
  private static @Nullable List<Dim> moved(List<Dim> from, List<Dim> dims, List<Dim> to) {
    List<Dim> out = new ArrayList<>();
    int at = 0;
    for (Dim d : to) {
      while (!d.is(1) && at < from.size() && from.get(at).is(1)) {
        at++;
      }
      if (d.is(1)) {
        out.add(d);
      } else if (at < from.size() && from.get(at).equals(d)) {
        out.add(dims.get(at++));
      } else {
        return null;
      }
    }
    boolean rest = from.subList(at, from.size()).stream().allMatch(d -> d.is(1));
    return rest ? out : null;
  }
}
