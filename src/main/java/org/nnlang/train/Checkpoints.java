// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.Map;
import java.util.Optional;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Record;

/** Where a trainer keeps what it needs to go on another day. */
public interface Checkpoints {
  /**
   * Everything a run is.
   *
   * @param facts what a person wants to know of it, and what must be equal to go on: texts, numbers
   *     and booleans
   * @param weights parameters and states by path
   * @param best the same of the step with the best validation; empty where nothing was validated
   * @param progress how far it has come: what the optimizers remember, the history, seed and step
   */
  record Saved(
      Record facts,
      Map<String, Tensor> weights,
      Map<String, Tensor> best,
      Map<String, Tensor> progress) {}

  /**
   * Makes sure, before any step, that there will be something to keep it in.
   *
   * @throws org.nnlang.source.Problem where there is not
   */
  void prepare();

  /** Keeps it in place of what was kept before; a failure leaves the one before whole. */
  void save(Saved saved);

  /** What was kept last. */
  Optional<Saved> load();
}
