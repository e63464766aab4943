// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import org.nnlang.graph.Subgraph;

/** For the page of all operations. */
public final class Covered {
  private Covered() {}

  /** Whether ND4J computes a function, and not nn's own engine in its place. */
  public static boolean byNd4j(Subgraph function) {
    return new Nd4jBackend().compile(function) instanceof SameDiffFunction;
  }
}
