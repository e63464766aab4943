// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.kernel.FewRows;
import org.nnlang.op.MatMul;
import org.nnlang.op.Unpack;
import org.nnlang.tensor.DType;

/**
 * A product of few rows, input 0, by a weight that is packed for it, input 1: that of a step of
 * decoding for some texts at once, whose time is that of reading the weight.
 *
 * @param inner what is added up
 * @param turned whether the weight is {@code [inner, columns]}, else its transpose
 */
public record FewRowsProduct(Type result, int inner, boolean turned) implements Lowered {
  /** Numbers of a weight below which it stays in cache. */
  private static final long LARGE = 1 << 14;

  /** The product of x by a weight; null where it is no such one. */
  public static @Nullable FewRowsProduct of(MatMul op, Type x, Node weight) {
    Type w = weight.type();
    boolean fits =
        !op.transposeA()
            && x.rank() == 2
            && w.rank() == 2
            && x.dtype() == DType.FLOAT32
            && w.dtype() == DType.FLOAT32
            && !(weight.op() instanceof Unpack)
            && x.dim(0).value() >= FewRows.FEWEST
            && x.dim(0).value() <= FewRows.MOST
            && w.size() >= LARGE
            && w.dim(0).value() <= Integer.MAX_VALUE
            && w.dim(1).value() <= Integer.MAX_VALUE;
    if (!fits) {
      return null;
    }
    int in = (int) x.dim(1).value();
    Type result = x.with(List.of(x.dim(0), w.dim(op.transposeB() ? 0 : 1)));
    FewRowsProduct product = new FewRowsProduct(result, in, !op.transposeB());
    return kernel(product) == null ? null : product;
  }

  private static @Nullable FewRows kernel(FewRowsProduct p) {
    int m = Math.toIntExact(p.result.dim(0).value());
    int out = Math.toIntExact(p.result.dim(1).value());
    return FewRows.of(m, out, p.inner, p.turned);
  }

  /** What makes a weight input 1. */
  public Packs packs() {
    FewRows kernel = Objects.requireNonNull(kernel(this));
    int out = Math.toIntExact(result.dim(1).value());
    return new Packs(
        Type.of(DType.FLOAT32, kernel.numbers()), kernel.packedFor(), out, inner, turned);
  }

  /**
   * A weight in the order in which it is read: equal for products that read it so.
   *
   * @param rows the fewest of such a product
   */
  public record Packs(Type result, int rows, int out, int in, boolean turned) implements Lowered {
    @Override
    public String name() {
      return "pack";
    }

    @Override
    public Type infer(List<Type> inputs) {
      return result;
    }

    @Override
    public Lowering lower(Type output) {
      return new Lowering.Call(Objects.requireNonNull(FewRows.of(rows, out, in, turned)).packing());
    }
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
    return new Lowering.Call(Objects.requireNonNull(kernel(this)));
  }
}
