// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.kernel.FewRows;
import org.nnlang.op.MatMul;
import org.nnlang.op.Unpack;
import org.nnlang.tensor.DType;

/**
 * A product of few rows, input 0, by the transpose of a weight, input 1: that of a step of decoding
 * for some texts at once, whose time is that of reading the weight.
 *
 * @param inner columns of both
 */
public record FewRowsProduct(Type result, long inner) implements Lowered {
  /** Numbers of a weight below which it stays in cache. */
  private static final long LARGE = 1 << 15;

  /** Whether a product of these is such a one. */
  public static boolean fits(MatMul op, List<Node> inputs) {
    Type x = inputs.get(0).type();
    Type weight = inputs.get(1).type();
    return inputs.size() == 2
        && !op.transposeA()
        && op.transposeB()
        && x.rank() == 2
        && weight.rank() == 2
        && x.dtype() == DType.FLOAT32
        && !(inputs.get(1).op() instanceof Unpack)
        && x.dim(0).value() >= FewRows.FEWEST
        && x.dim(0).value() <= FewRows.MOST
        && weight.size() >= LARGE
        && weight.dim(0).value() <= Integer.MAX_VALUE
        && weight.dim(1).value() <= Integer.MAX_VALUE;
  }

  /** The product of inputs that {@link #fits fit}. */
  public static Node of(List<Node> inputs) {
    Node x = inputs.get(0);
    Type weight = inputs.get(1).type();
    Type result = x.type().with(List.of(x.type().dim(0), weight.dim(0)));
    return x.graph().add(new FewRowsProduct(result, weight.dim(1).value()), inputs);
  }

  @Override
  public String name() {
    return "matmul";
  }

  @Override
  public Type infer(List<Type> inputs) {
    return result;
  }

  @Override
  public Lowering lower(Type output) {
    int m = Math.toIntExact(output.dim(0).value());
    int out = Math.toIntExact(output.dim(1).value());
    return new Lowering.Call(new FewRows(m, out, Math.toIntExact(inner)));
  }
}
