// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Node;
import org.nnlang.graph.Origin;
import org.nnlang.graph.Type;

/** The axes in another order: axis i of the result is axis {@code axes.get(i)} of the input. */
public record Permute(List<Integer> axes) implements Primitive {
  public Permute {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "permute";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    List<Integer> sorted = new ArrayList<>(axes);
    Collections.sort(sorted);
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      if (sorted.get(i) != i || sorted.size() != x.rank()) {
        throw Messages.permutation(x, axes);
      }
      dims.add(x.dim(axes.get(i)));
    }
    if (axes.size() != x.rank()) {
      throw Messages.permutation(x, axes);
    }
    return x.with(dims);
  }

  @Override
  public Origin.Axis source(Node self, int axis) {
    return new Origin.Axis(self.input(0), axes.get(axis));
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return List.of(Ops.permute(upstream, inverse()));
  }

  private List<Integer> inverse() {
    Integer[] back = new Integer[axes.size()];
    for (int i = 0; i < back.length; i++) {
      back[axes.get(i)] = i;
    }
    return List.of(back);
  }

  /** Whether it does no more than exchange the last two axes. */
  boolean isTranspose() {
    int n = axes.size();
    if (n < 2 || axes.get(n - 1) != n - 2 || axes.get(n - 2) != n - 1) {
      return false;
    }
    for (int i = 0; i < n - 2; i++) {
      if (axes.get(i) != i) {
        return false;
      }
    }
    return true;
  }
}
