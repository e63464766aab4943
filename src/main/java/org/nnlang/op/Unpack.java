// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Graph;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Packed;
import org.nnlang.tensor.Packing;

/**
 * A weight from its codes, as {@link Packed} has them in the order of {@link
 * org.nnlang.tensor.Panels}, each times the scale of its row.
 *
 * <p>Inputs are the codes, ints of which each holds eight bytes, lowest first, and a scale {@code
 * [rows]}, of whose element type the result is.
 */
public record Unpack(Packing packing, List<Dim> dims) implements Primitive {
  public Unpack {
    dims = List.copyOf(dims);
  }

  /** The node that gives a packed tensor within a graph. */
  public static Node of(Graph graph, Packed packed) {
    List<Dim> dims = Arrays.stream(packed.kept().shape()).mapToObj(Dim::of).toList();
    List<Node> inputs = List.of(graph.input(packed.codes()), graph.input(packed.scales()));
    Node kept = graph.add(new Unpack(packed.packing(), dims), inputs);
    return packed.isTurned() ? Ops.transpose(kept) : kept;
  }

  @Override
  public String name() {
    return "unpack";
  }

  @Override
  public Type infer(List<Type> inputs) {
    Type codes = inputs.get(0);
    if (codes.dtype() != DType.INT) {
      throw Messages.dtype(name(), "ints that hold codes", codes);
    }
    long words = packing.words(new Type(DType.FLOAT32, dims).size());
    if (codes.rank() != 1 || codes.dim(0).cannotEqual(Dim.of(words))) {
      throw Messages.argument("unpack needs " + words + " ints for the codes, found " + codes);
    }
    Type scale = inputs.get(1);
    if (!scale.dtype().isFloat()) {
      throw Messages.dtype(name(), "floats as scales", scale);
    }
    if (scale.rank() != 1 || scale.dim(0).cannotEqual(dims.get(0))) {
      throw Messages.argument("unpack needs a scale a row, " + dims.get(0) + ", found " + scale);
    }
    return new Type(scale.dtype(), dims);
  }

  @Override
  public List<Node> gradient(Node self, Node upstream) {
    Node ones = Ops.full(self.graph(), self.input(1).type(), 1);
    Node whole = self.input(0).apply(this, ones);
    List<Integer> axes = new ArrayList<>();
    for (int i = 1; i < dims.size(); i++) {
      axes.add(i);
    }
    return Arrays.asList(null, Ops.sum(Numeric.mul(upstream, whole), axes, false));
  }
}
