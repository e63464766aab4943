// SPDX-License-Identifier: Apache-2.0
package org.nnlang.train;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.op.Numeric;

/** What the formulas of optimizers share. */
final class Formulas {
  private Formulas() {}

  /** {@code part * kept + (1 - part) * fresh}, a running mean. */
  static Node mix(Node kept, Node fresh, double part) {
    return Numeric.add(Numeric.mul(kept, part), Numeric.mul(fresh, 1 - part));
  }

  /** The gradient where {@code decay} times half the squares of the weights is part of the loss. */
  static Node decayed(Node gradient, Node weight, double decay) {
    return decay == 0 ? gradient : Numeric.add(gradient, Numeric.mul(weight, decay));
  }

  /** A new weight, and what to remember. */
  static List<Node> moved(Node weight, List<Node> memory) {
    List<Node> out = new ArrayList<>(List.of(weight));
    out.addAll(memory);
    return out;
  }
}
