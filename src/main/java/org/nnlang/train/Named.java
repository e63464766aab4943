// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.Map;
import org.nnlang.engine.Variable;

/**
 * Weights that a script has named.
 *
 * @param words what it wrote, as a message shows it
 * @param test which weights that means
 */
public record Named(String words, WeightTest test) {
  /** Whether a weight is one of them. */
  public boolean fits(Map.Entry<String, Variable> weight) {
    return test.fits(weight.getKey(), weight.getValue());
  }
}
