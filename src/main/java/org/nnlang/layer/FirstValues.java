// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import org.nnlang.tensor.Pending;

/** A setting {@code init} that knows what it would draw before it draws. */
public interface FirstValues {
  /** Float32 numbers of this shape. */
  Pending later(long... shape);
}
