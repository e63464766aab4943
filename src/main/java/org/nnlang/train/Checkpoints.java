// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.Map;
import java.util.Optional;
import org.nnlang.tensor.Tensor;

/** Where a trainer keeps what it needs to go on another day. */
public interface Checkpoints {
  /**
   * Everything a run is.
   *
   * @param weights parameters and states by path
   * @param progress how far it has come: what the optimizers remember, the history, seed and step
   */
  record Saved(Map<String, Tensor> weights, Map<String, Tensor> progress) {}

  /** Keeps it in place of what was kept before; a failure leaves the one before whole. */
  void save(Saved saved);

  /** What was kept last. */
  Optional<Saved> load();
}
