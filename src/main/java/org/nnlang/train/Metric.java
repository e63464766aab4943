// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import org.nnlang.graph.Node;
import org.nnlang.tensor.Memory;

/**
 * Something measured over a whole data set, batch by batch: sums that are added up over batches,
 * and what is made of the sums at the end.
 */
public interface Metric {
  /** Sums over the rows of a batch; the same shape for any number of rows. */
  Node sums(Node prediction, Node target);

  /** What the sums of a batch of so many rows are multiplied by. */
  default double weight(long rows) {
    return 1;
  }

  /**
   * The value of the metric: a float, or a tensor in {@code memory}.
   *
   * @param sums of all batches
   * @param shape of {@link #sums}
   * @param rows of the data set
   */
  Object value(Memory memory, double[] sums, long[] shape, long rows);
}
