// SPDX-License-Identifier: Apache-2.0
package org.nnlang.op;

import org.nnlang.graph.Node;

/** Noise for training. */
public final class Dropout {
  private Dropout() {}

  /**
   * Each number 0 with probability {@code p}, else divided by {@code 1 - p}.
   *
   * @param stream sets this place apart from all others of a graph
   */
  public static Node dropout(Node x, double p, int stream) {
    check(p);
    Node real = Types.real(x);
    if (p == 0) {
      return real;
    }
    Node kept = Conditions.ge(Ops.rand(x.graph(), real.type(), stream), p);
    return Conditions.where(kept, Numeric.mul(real, 1 / (1 - p)), 0);
  }

  static void check(double p) {
    if (!(p >= 0 && p < 1)) {
      throw Messages.argument("a dropout probability is at least 0 and less than 1, found " + p);
    }
  }
}
