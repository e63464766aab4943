// SPDX-License-Identifier: Apache-2.0
package org.nnlang.tensor;

import java.util.function.Supplier;

/** A tensor whose elements are made when they are needed, the same ones at each call. */
@FunctionalInterface
public interface Pending extends Supplier<Tensor> {
  /** Makes the elements where others of this type and shape are, which nobody was handed yet. */
  default void into(Tensor out) {
    out.fill(get());
  }
}
