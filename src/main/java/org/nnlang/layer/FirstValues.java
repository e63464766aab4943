// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import java.util.function.Supplier;
import org.nnlang.tensor.Tensor;

/** A setting {@code init} that knows what it would draw before it draws. */
public interface FirstValues {
  /** Float32 numbers of this shape, which are drawn when they are asked for, once. */
  Supplier<Tensor> later(long... shape);
}
