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
      out.add(Slicing.slice(upstream, part.starts, part.steps, self.input(i).type().dims()));
    }
    return out;
  }

  /**
   * The sum of two tensors that places made, as one place with the parts of both; null where parts
   * may overlap. What puts the slices of a tensor back where they were is that tensor.
   */
  static Node merged(Node a, Node b) {
    Assemble x = (Assemble) a.op();
    Assemble y = (Assemble) b.op();
    for (int i = 0; i < x.parts.size(); i++) {
      for (int k = 0; k < y.parts.size(); k++) {
        if (!apart(x.parts.get(i), a.input(i).type(), y.parts.get(k), b.input(k).type())) {
          return null;
        }
      }
    }
    List<Part> all = new ArrayList<>(x.parts);
    all.addAll(y.parts);
    List<Node> inputs = new ArrayList<>(a.inputs());
    inputs.addAll(b.inputs());
    Assemble both = new Assemble(all, x.dims);
    Node whole = both.whole(inputs);
    return whole != null ? whole : a.graph().add(both, inputs);
  }

  /** Whether two parts have no element in common: along some axis one ends before the other. */
  private static boolean apart(Part p, Type pt, Part q, Type qt) {
    for (int i = 0; i < p.starts.size(); i++) {
      if (ends(p, pt, i).isKnown()
          && ends(q, qt, i).isKnown()
          && p.starts.get(i).isKnown()
          && q.starts.get(i).isKnown()
          && (ends(p, pt, i).value() < q.starts.get(i).value()
              || ends(q, qt, i).value() < p.starts.get(i).value())) {
        return true;
      }
    }
    return false;
  }

  private static Dim ends(Part p, Type t, int axis) {
    return p.starts.get(axis).plus(t.dim(axis).plus(-1).times(p.steps.get(axis)));
  }

  /** The tensor whose slices the inputs are, each at its own place and all of it; else null. */
  private Node whole(List<Node> inputs) {
    Node source = null;
    Dim count = Dim.of(0);
    for (int i = 0; i < inputs.size(); i++) {
      Node x = inputs.get(i);
      if (!(x.op() instanceof Slice s)
          || !s.starts().equals(parts.get(i).starts)
          || !s.steps().equals(parts.get(i).steps)
          || source != null && x.input(0) != source) {
        return null;
      }
      source = x.input(0);
      count = count.plus(x.type().count());
    }
    return source.type().dims().equals(dims) && count.equals(Type.product(dims)) ? source : null;
  }
}
