// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;

/**
 * Along each axis the elements {@code start, start + step, …}, as many as {@code dims} says. Steps
 * may be negative, which turns the axis around. {@link Ops#slice} makes sure that they are there.
 */
public record Slice(List<Dim> starts, List<Long> steps, List<Dim> dims) implements Primitive {
  public Slice {
    starts = List.copyOf(starts);
    steps = List.copyOf(steps);
    dims = List.copyOf(dims);
  }

  @Override
  public String name() {
    return "slice";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    if (starts.size() != x.rank() || steps.size() != x.rank() || dims.size() != x.rank()) {
      throw Messages.rank("slice", "a range for each axis", x);
    }
    Sizes.check(dims);
    for (int i = 0; i < x.rank(); i++) {
      check(x, i);
    }
    return x.with(dims);
  }

  private void check(Type x, int axis) {
    Dim size = x.dim(axis);
    if (!size.isKnown() || !starts.get(axis).isKnown() || !dims.get(axis).isKnown()) {
      return;
    }
    if (dims.get(axis).value() == 0) {
      return;
    }
    long first = starts.get(axis).value();
    long last = first + (dims.get(axis).value() - 1) * steps.get(axis);
    for (long i : new long[] {first, last}) {
      if (i < 0 || i >= size.value()) {
        throw Messages.index(i, x, axis);
      }
    }
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    Type x = self.input(0).type();
    Node g = upstream;
    List<Dim> from = new ArrayList<>(starts);
    List<Long> by = new ArrayList<>(steps);
    for (int i = 0; i < x.rank(); i++) {
      if (steps.get(i) < 0) {
        // an axis turned around starts at its other end
        g = Ops.flip(g, List.of(i));
        from.set(i, starts.get(i).plus(dims.get(i).plus(-1).times(steps.get(i))));
        by.set(i, -steps.get(i));
      }
    }
    return List.of(g.apply(new Assemble(List.of(new Assemble.Part(from, by)), x.dims())));
  }
}
