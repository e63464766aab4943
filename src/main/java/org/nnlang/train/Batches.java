// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.List;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;

/** The rows of a data set in the order in which training takes them, by the number of the batch. */
final class Batches {
  private final Dataset data;
  private final int size;
  private final Order order;
  private List<Tensor> spare;

  Batches(Dataset data, Setup setup) {
    this.data = data;
    size = setup.batch();
    order = new Order(data.size(), setup.shuffle(), setup.seed());
  }

  /** Batches of an epoch. */
  long perEpoch() {
    return Math.ceilDiv(data.size(), size);
  }

  /** Batch {@code number}, from 0; its memory is written again by the next. */
  List<Tensor> get(long number) {
    long batches = perEpoch();
    if (batches == 1 && data instanceof Dataset.Rows whole) {
      // one batch of all rows: their order makes no difference, and nothing is copied
      return whole.tensors();
    }
    long epoch = number / batches;
    long from = number % batches * size;
    long[] rows = new long[(int) Math.min(size, data.size() - from)];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = order.row(epoch, from + i);
    }
    spare = data.batch(rows, spare);
    return spare;
  }

  /** Lets go of memory. */
  void clear() {
    spare = null;
  }
}
