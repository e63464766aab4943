// SPDX-License-Identifier: Apache-2.0
package org.nnlang.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at each node that is about to be added to a graph and may know a simpler one. */
@FunctionalInterface
public interface Rule {
  /**
   * A node of the graph with the value that {@code op} has on {@code inputs}.
   *
   * @param type what the op makes of the inputs, and the type of what is returned
   * @return null where the rule knows none
   */
  @Nullable Node simpler(Graph graph, Op op, List<Node> inputs, Type type);
}
