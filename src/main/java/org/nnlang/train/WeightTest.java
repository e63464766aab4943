// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import org.nnlang.engine.Variable;

/** Whether a weight is meant. */
@FunctionalInterface
public interface WeightTest {
  /**
   * @param path as in {@link org.nnlang.value.Module#parameters}
   */
  boolean fits(String path, Variable weight);
}
