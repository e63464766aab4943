// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Rule;
import org.nnlang.graph.Type;
import org.nnlang.op.Add;
import org.nnlang.op.Assemble;
import org.nnlang.op.Assemble.Part;
import org.nnlang.op.Slice;

/**
 * The sum of two tensors that are zero but for parts which do not overlap, as one with the parts of
 * both. What puts the slices of a tensor back where they were is that tensor.
 */
final class JoinedSlices implements Rule {
  @Override
  public @Nullable Node simpler(Graph graph, Op op, List<Node> inputs, Type type) {
    if (!(op instanceof Add)
        || !(inputs.get(0).op() instanceof Assemble x)
        || !(inputs.get(1).op() instanceof Assemble y)
        || !inputs.get(0).type().equals(inputs.get(1).type())) {
      return null;
    }
    Node a = inputs.get(0);
    Node b = inputs.get(1);
    for (int i = 0; i < x.parts().size(); i++) {
      for (int k = 0; k < y.parts().size(); k++) {
        if (!apart(x.parts().get(i), a.input(i).type(), y.parts().get(k), b.input(k).type())) {
          return null;
        }
      }
    }
    List<Part> parts = new ArrayList<>(x.parts());
    parts.addAll(y.parts());
    List<Node> filled = new ArrayList<>(a.inputs());
    filled.addAll(b.inputs());
    Assemble both = new Assemble(parts, x.dims());
    Node whole = whole(both, filled);
    return whole != null ? whole : graph.add(both, filled);
  }

  /** Whether two parts have no element in common: along some axis one ends before the other. */
  private static boolean apart(Part p, Type pt, Part q, Type qt) {
    for (int i = 0; i < p.starts().size(); i++) {
      Dim from = p.starts().get(i);
      Dim to = last(p, pt, i);
      Dim otherFrom = q.starts().get(i);
      Dim otherTo = last(q, qt, i);
      if (to.isKnown()
          && otherTo.isKnown()
          && from.isKnown()
          && otherFrom.isKnown()
          && (to.value() < otherFrom.value() || otherTo.value() < from.value())) {
        return true;
      }
    }
    return false;
  }

  private static Dim last(Part p, Type t, int axis) {
    return p.starts().get(axis).plus(t.dim(axis).plus(-1).times(p.steps().get(axis)));
  }

  /** The tensor whose slices the inputs are, each at its own place and all of it; else null. */
  private static @Nullable Node whole(Assemble op, List<Node> inputs) {
    Node source = null;
    Dim count = Dim.of(0);
    for (int i = 0; i < inputs.size(); i++) {
      Node x = inputs.get(i);
      Part part = op.parts().get(i);
      if (!(x.op() instanceof Slice s)
          || !s.starts().equals(part.starts())
          || !s.steps().equals(part.steps())
          || source != null && x.input(0) != source) {
        return null;
      }
      source = x.input(0);
      count = count.plus(x.type().count());
    }
    return source != null
            && source.type().dims().equals(op.dims())
            && count.equals(Type.product(op.dims()))
        ? source
        : null;
  }
}
