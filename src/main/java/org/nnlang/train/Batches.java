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
    if (isWhole()) {
      return ((Dataset.Rows) data).tensors();
    }
    spare = data.batch(rows(number), spare);
    return spare;
  }

  /** One batch of all rows: their order makes no difference, and nothing is copied. */
  private boolean isWhole() {
    return perEpoch() == 1 && data instanceof Dataset.Rows;
  }

  /** The numbers of the rows of a batch. */
  long[] rows(long number) {
    long batches = perEpoch();
    long epoch = number / batches;
    long from = number % batches * size;
    long[] rows = new long[(int) Math.min(size, data.size() - from)];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = isWhole() ? i : order.row(epoch, from + i);
    }
    return rows;
  }

  /** Lets go of memory. */
  void clear() {
    spare = null;
  }
}
