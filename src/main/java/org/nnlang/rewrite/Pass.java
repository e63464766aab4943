// SPDX-License-Identifier: Apache-2.0
package org.nnlang.rewrite;

import org.nnlang.graph.Subgraph;

/** Rewrites a whole function, whose sizes are all known. */
@FunctionalInterface
interface Pass {
  /** A function of the same inputs with the same results; the same object where nothing is done. */
  Subgraph rewrite(Subgraph function);
}
