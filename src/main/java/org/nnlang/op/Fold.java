// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Lowering;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Type;
import org.nnlang.kernel.FoldWindows;

/** The opposite of {@link Windows}: numbers of all windows added where they came from. */
record Fold(Windows windows, List<Dim> sizes) implements Op {
  Fold {
    sizes = List.copyOf(sizes);
  }

  @Override
  public String name() {
    return "fold";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type x = inputs.get(0);
    int n = sizes.size();
    if (!x.dtype().isFloat()) {
      throw Messages.dtype(name(), "floats", x);
    }
    if (x.rank() != 2 * n + 2) {
      throw Messages.rank(name(), "windows", x);
    }
    List<Dim> dims = new ArrayList<>(List.of(x.dim(0), x.dim(n + 1)));
    dims.addAll(sizes);
    Type out = x.with(dims);
    if (!Shapes.mayEqual(windows.infer(List.of(out)).dims(), x.dims())) {
      throw Messages.broadcast(x, windows.infer(List.of(out)));
    }
    return out;
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    return List.of(upstream.apply(windows));
  }

  @Override
  public Lowering lower(List<Type> inputs, Type output) {
    Type x = inputs.get(0);
    boolean flat = sizes.size() == 1;
    return new Lowering.Call(
        new FoldWindows(
            Math.toIntExact(output.dim(0).value()),
            Math.toIntExact(output.dim(1).value()),
            axis(x, flat ? -1 : 0),
            axis(x, flat ? 0 : 1),
            output.dtype()));
  }

  /** How windows lie along axis {@code i}; an axis that is not there is one place. */
  private FoldWindows.Axis axis(Type x, int i) {
    if (i < 0) {
      return new FoldWindows.Axis(1, 1, 1, 1, 1);
    }
    return new FoldWindows.Axis(
        Math.toIntExact(sizes.get(i).value()),
        Math.toIntExact(x.dim(1 + i).value()),
        windows.kernel().get(i),
        windows.stride().get(i),
        windows.dilation().get(i));
  }

  static List<Sample> samples() {
    Windows line = new Windows(List.of(3), List.of(2), List.of(1));
    Windows plane = new Windows(List.of(2, 3), List.of(1, 2), List.of(2, 1));
    return List.of(
        Sample.one("fold", x -> x.apply(new Fold(line, Sizes.of(6))), Sample.real(2, 2, 2, 3)),
        Sample.one(
            "fold", x -> x.apply(new Fold(plane, Sizes.of(4, 5))), Sample.real(1, 2, 2, 2, 2, 3)));
  }
}
