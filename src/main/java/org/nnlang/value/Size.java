// SPDX-License-Identifier: Apache-2.0
package org.nnlang.value;

import org.nnlang.graph.Dim;

/**
 * An integer that is not known yet: the size of an axis while shapes are checked before any data is
 * seen. Known sizes are plain {@link Long}s, see {@link #of}.
 */
public record Size(Dim dim) {
  /** A {@link Long} where the size is known, else a {@link Size}. */
  public static Object of(Dim dim) {
    return dim.isKnown() ? (Object) dim.value() : new Size(dim);
  }

  /** The size as an expression of an integer value, a {@link Long} or a {@link Size}. */
  public static Dim dim(Object integer) {
    return integer instanceof Size s ? s.dim : Dim.of((Long) integer);
  }

  @Override
  public String toString() {
    return dim.toString();
  }
}
