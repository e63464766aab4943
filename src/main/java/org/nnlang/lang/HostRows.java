// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lang;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nnlang.op.Ops;
import org.nnlang.tensor.Tensor;
import org.nnlang.tensor.TensorLike;
import org.nnlang.value.Module;

/**
 * Java hands the rows of an array of arrays over one by one: {@code net.execute(new float[][] {{1},
 * {2}})} calls {@code execute(Object...)} with two arguments. Nets take batches, so rows for a net
 * of one input are put together again. Functions take what they are given.
 */
final class HostRows {
  private HostRows() {}

  /**
   * One batch where these are its rows, else the arguments as they are.
   *
   * @param given by the host
   * @param taken the same as scripts see them
   */
  static Object[] together(NnContext context, Module net, Object[] given, Object[] taken) {
    List<Tensor> rows = new ArrayList<>(taken.length);
    for (int i = 0; i < taken.length; i++) {
      if (given[i] instanceof HostValue || !(taken[i] instanceof Tensor row)) {
        return taken;
      }
      if (i > 0 && !isLike(row, rows.getFirst())) {
        return taken;
      }
      rows.add(row);
    }
    if (rows.isEmpty() || !takesBatchesOf(net, rows)) {
      return taken;
    }
    TensorLike batch = context.engine().apply(rows, nodes -> Ops.stack(nodes, 0));
    return new Object[] {batch};
  }

  private static boolean isLike(Tensor row, Tensor first) {
    return row.dtype() == first.dtype() && Arrays.equals(row.shape(), first.shape());
  }

  private static boolean takesBatchesOf(Module net, List<Tensor> rows) {
    int rank = rows.getFirst().rank();
    if (net instanceof ModelInstance instance) {
      if (instance.signature().parameters().size() != 1) {
        return false;
      }
      int declared = instance.inputRank();
      if (declared >= 0) {
        return rank == declared - 1;
      }
    }
    return rank == 1 || rows.size() > 1;
  }
}
