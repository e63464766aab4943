// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Origin;
import org.nnlang.graph.Type;

/**
 * One result of a {@link Scan}: of a flat tensor so many numbers from {@code offset} on, in their
 * shape.
 *
 * @param index which of the results it is
 */
public record ScanOutput(int index, Dim offset, List<Dim> dims) implements Primitive {
  public ScanOutput {
    dims = List.copyOf(dims);
  }

  /** A result of a scan. */
  static Node of(Node scan, int index) {
    var r = ((Scan) scan.op()).recurrence();
    return scan.apply(new ScanOutput(index, r.offset(index), r.results().get(index).dims()));
  }

  @Override
  public String name() {
    return "result";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    if (x.rank() != 1) {
      throw Messages.rank(name(), "the results of a scan", x);
    }
    Dim left = x.dim(0).minus(offset).minus(Type.product(dims));
    if (left.isKnown() && left.value() < 0) {
      throw Messages.expand(x, dims);
    }
    return x.with(dims);
  }

  /** As a value that is handed on has its sizes from what it is at first. */
  @Override
  public Origin.@Nullable Axis source(Node self, int axis) {
    if (!(self.input(0).op() instanceof Scan scan) || index >= scan.recurrence().carried()) {
      return null;
    }
    int own = axis - (scan.recurrence().kept().get(index) ? 1 : 0);
    return own < 0 ? null : new Origin.Axis(self.input(0).input(index), own);
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    Node flat = Ops.reshape(upstream, List.of(self.type().count()));
    var part = new Assemble.Part(List.of(offset), List.of(1L));
    return List.of(flat.apply(new Assemble(List.of(part), self.input(0).type().dims())));
  }

  /** The part of a scan's gradient that is this result's, null where there is none. */
  static @Nullable Node gradientOf(Node upstream, Node scan, int index) {
    var r = ((Scan) scan.op()).recurrence();
    Type type = r.results().get(index);
    if (type.count().is(0)) {
      return null;
    }
    if (!(upstream.op() instanceof Assemble all)) {
      return upstream.apply(new ScanOutput(index, r.offset(index), type.dims()));
    }
    for (int i = 0; i < all.parts().size(); i++) {
      boolean here = all.parts().get(i).starts().get(0).equals(r.offset(index));
      if (here && upstream.input(i).type().count().equals(type.count())) {
        return Ops.reshape(upstream.input(i), type.dims());
      }
    }
    return null;
  }
}
