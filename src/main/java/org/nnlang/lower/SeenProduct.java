// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import java.util.Arrays;
import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Type;
import org.nnlang.kernel.SeenMatMul;
import org.nnlang.op.MatMul;
import org.nnlang.tensor.Tensor;

/**
 * A product whose second factor is what a step of decoding remembers: it goes over the places that
 * are filled, whatever room there is for more.
 *
 * @param types of the factors
 * @param sums whether places are what is added up; else they are the result's columns, of which
 *     those to come are 0
 * @param more places that are filled besides those that input 2 says
 */
public record SeenProduct(MatMul op, List<Type> types, boolean sums, long more) implements Lowered {
  /** Whether a product of these can be one. */
  public static boolean fits(List<Node> inputs) {
    return inputs.size() == 2
        && inputs.get(0).dtype().isFloat()
        && inputs.stream().allMatch(x -> x.type().dims().stream().allMatch(d -> isInt(d.value())));
  }

  private static boolean isInt(long size) {
    return size <= Integer.MAX_VALUE;
  }

  @Override
  public String name() {
    return op.name();
  }

  @Override
  public Type infer(List<Type> inputs) {
    return op.infer(types);
  }

  @Override
  public Lowering lower(Type output) {
    long[] shape = output.shape();
    long[] a = types.get(0).shape();
    int rank = shape.length;
    int m = (int) shape[rank - 2];
    int n = (int) shape[rank - 1];
    int k = (int) a[op.transposeA() ? rank - 2 : rank - 1];
    long batch = Tensor.sizeOf(Arrays.copyOf(shape, rank - 2));
    return new Lowering.Call(
        new SeenMatMul(
            output.dtype(), op.transposeA(), op.transposeB(), sums, batch, m, n, k, more));
  }
}
