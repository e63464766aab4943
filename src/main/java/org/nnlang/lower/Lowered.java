// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lower;

import java.util.List;
import org.nnlang.graph.Node;
import org.nnlang.graph.Op;
import org.nnlang.graph.Type;

/**
 * An op that a rewrite makes for the own backend alone, after all gradients are made. No other
 * backend and no exporter sees one.
 */
public interface Lowered extends Op {
  /** How it runs. */
  Lowering lower(Type output);

  @Override
  default List<Node> gradient(Node self, Node upstream) {
    throw new IllegalStateException(name() + " is made after all gradients are");
  }
}
