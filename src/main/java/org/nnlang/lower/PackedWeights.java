// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Type;
import org.nnlang.kernel.PackedMatMul;
import org.nnlang.kernel.PackedTake;
import org.nnlang.kernel.Unpacking;
import org.nnlang.op.Gather;
import org.nnlang.op.MatMul;
import org.nnlang.op.Unpack;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Packing;
import org.nnlang.tensor.Panels;

/** What is computed from the codes of a packed weight without making all of it floats. */
public final class PackedWeights {
  private PackedWeights() {}

  static Lowering whole(Unpack op, Type output) {
    return new Lowering.Call(new Unpacking(op.packing(), panels(output), output.dtype()));
  }

  /**
   * The op that gives what {@code n} does and takes codes, and its inputs; null for other nodes.
   */
  public static @Nullable Fused fused(Node n) {
    boolean product =
        n.op() instanceof MatMul m
            && !m.transposeA()
            && n.inputs().size() == 2
            && n.rank() == 2
            && isPacked(n.input(1));
    if (product) {
      Node w = n.input(1);
      List<Node> inputs = new ArrayList<>(List.of(n.input(0)));
      inputs.addAll(w.inputs());
      return new Fused(
          new Product(n.type(), w.type(), packing(w), ((MatMul) n.op()).transposeB()), inputs);
    }
    if (n.op() instanceof Gather && isPacked(n.input(0))) {
      Node w = n.input(0);
      List<Node> inputs = new ArrayList<>(w.inputs());
      inputs.add(n.input(1));
      return new Fused(new Rows(n.type(), w.type(), packing(w)), inputs);
    }
    return null;
  }

  /** An op and what it takes. */
  public record Fused(Op op, List<Node> inputs) {}

  private static boolean isPacked(Node n) {
    return n.op() instanceof Unpack && n.dtype() == DType.FLOAT32;
  }

  private static Packing packing(Node n) {
    return ((Unpack) n.op()).packing();
  }

  private static Panels panels(Type weight) {
    long cols = weight.with(weight.dims().subList(1, weight.rank())).size();
    return new Panels(Math.toIntExact(weight.dim(0).value()), Math.toIntExact(cols));
  }

  /** A product of x, its first input, by a packed weight. */
  private record Product(Type result, Type weight, Packing packing, boolean transposed)
      implements Lowered {
    @Override
    public String name() {
      return "matmul " + packing.word();
    }

    @Override
    public Type infer(List<Type> inputs) {
      return result;
    }

    @Override
    public Lowering lower(Type output) {
      long m = output.dim(0).value();
      return new Lowering.Call(new PackedMatMul(packing, transposed, m, panels(weight)));
    }
  }

  /** Rows of a packed weight by ints, its last input. */
  private record Rows(Type result, Type weight, Packing packing) implements Lowered {
    @Override
    public String name() {
      return "gather " + packing.word();
    }

    @Override
    public Type infer(List<Type> inputs) {
      return result;
    }

    @Override
    public Lowering lower(Type output) {
      Panels panels = panels(weight);
      long count = panels.cols() == 0 ? 0 : output.size() / panels.cols();
      return new Lowering.Call(new PackedTake(packing, panels, count));
    }
  }
}
