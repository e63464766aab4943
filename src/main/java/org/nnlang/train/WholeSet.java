// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;

/** Tensors of all rows of a data set, put together of those of batches. */
final class WholeSet {
  private final Memory memory;
  private final long size;
  private final List<Tensor> tensors = new ArrayList<>();

  WholeSet(Memory memory, long size) {
    this.memory = memory;
    this.size = size;
  }

  /** Copies what belongs to rows {@code from} up to, not including, {@code to}. */
  void add(List<Tensor> batch, long from, long to) {
    for (int i = 0; i < batch.size(); i++) {
      Tensor t = batch.get(i);
      if (to - from == size) {
        tensors.add(t.copy(memory));
        continue;
      }
      if (t.rank() == 0 || t.dim(0) != to - from) {
        throw Messages.noRows(t, to - from);
      }
      if (from == 0) {
        long[] shape = t.shape();
        shape[0] = size;
        tensors.add(Tensor.zeros(memory, t.dtype(), shape));
      }
      tensors.get(i).rows(from, to).fill(t);
    }
  }

  /** In the order of a batch. */
  List<Tensor> tensors() {
    return tensors;
  }
}
