// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import org.nnlang.graph.Node;
import org.nnlang.tensor.Memory;
import org.nnlang.value.Callable;

/** Something measured over a whole data set. */
public sealed interface Metric {
  /**
   * One that is made of sums, which are added up batch by batch: what a net predicts need not be
   * kept.
   */
  non-sealed interface Summed extends Metric {
    /** Sums over the rows of a batch; the same shape for any number of rows. */
    Node sums(Node prediction, Node target);

    /**
     * The value of the metric: a float, or a tensor in {@code memory}.
     *
     * @param sums of all batches
     * @param shape of {@link #sums}
     */
    Object value(Memory memory, double[] sums, long[] shape);
  }

  /**
   * A function of a script, which gets the predictions and targets of all rows at once: a root of a
   * mean, say, is no mean of roots.
   */
  record Whole(Callable function) implements Metric {}
}
