// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import java.util.List;
import org.nnlang.graph.Node;

/** Rewrites a function that was traced, before gradients are taken of it and whoever runs it. */
@FunctionalInterface
interface TracedPass {
  /**
   * Nodes of the same graph that compute the same as {@code outputs}; these where nothing is done.
   *
   * @param fixed inputs that gradients are asked by: they stay, and are used as they were
   */
  List<Node> rewrite(List<Node> outputs, List<Node> fixed);
}
