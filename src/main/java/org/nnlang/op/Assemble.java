// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;

/**
 * A tensor of zeros with each input put at its place, where no two overlap: concat, stack, pad and
 * the gradient of slices. Input i fills, along each axis, the elements {@code start, start + step,
 * …} of {@code parts.get(i)}; steps are positive.
 */
public record Assemble(List<Part> parts, List<Dim> dims) implements Primitive {
  /** Where an input goes. */
  public record Part(List<Dim> starts, List<Long> steps) {
    public Part {
      starts = List.copyOf(starts);
      steps = List.copyOf(steps);
    }
  }

  public Assemble {
    parts = List.copyOf(parts);
    dims = List.copyOf(dims);
  }

  @Override
  public String name() {
    return "place";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Sizes.check(dims);
    Type first = inputs.get(0);
    for (int i = 0; i < inputs.size(); i++) {
      Type x = inputs.get(i);
      if (x.dtype() != first.dtype()) {
        throw Messages.differentTypes(name(), first, x);
      }
      if (x.rank() != dims.size()) {
        throw Messages.rank(name(), "a tensor of rank " + dims.size(), x);
      }
      for (int axis = 0; axis < dims.size(); axis++) {
        check(x, parts.get(i), axis);
      }
    }
    return first.with(dims);
  }

  private void check(Type x, Part part, int axis) {
    Dim start = part.starts.get(axis);
    Dim end = start.plus(x.dim(axis).plus(-1).times(part.steps.get(axis)));
    boolean outside =
        start.isKnown() && start.value() < 0
            || end.minus(dims.get(axis)).isKnown() && end.minus(dims.get(axis)).value() >= 0;
    if (outside && !x.count().is(0)) {
      throw Messages.expand(x, dims);
    }
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    List<Node> out = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      out.add(upstream.apply(new Slice(part.starts, part.steps, self.input(i).type().dims())));
    }
    return out;
  }
}
