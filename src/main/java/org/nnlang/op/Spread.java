// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import java.util.List;
import org.nnlang.graph.Dim;
import org.nnlang.graph.Type;

/** The broadcast that is nearly always a mistake where it happens in a loss. */
public final class Spread {
  private Spread() {}

  /**
   * Whether one is {@code [..., n, 1]} and the other {@code [..., n]}: together they become {@code
   * [..., n, n]}, every prediction with every target.
   */
  public static boolean between(Type a, Type b) {
    return lacksAxis(a, b) || lacksAxis(b, a);
  }

  private static boolean lacksAxis(Type longer, Type shorter) {
    int n = shorter.rank();
    if (n == 0 || longer.rank() != n + 1 || !longer.last().is(1) || shorter.last().is(1)) {
      return false;
    }
    List<Dim> without = longer.dims().subList(0, n);
    return without.equals(shorter.dims());
  }
}
