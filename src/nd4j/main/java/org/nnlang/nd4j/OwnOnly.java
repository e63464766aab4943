// SPDX-License-Identifier: Apache-2.0
package org.nnlang.nd4j;

import org.jspecify.annotations.Nullable;
import org.nnlang.graph.Node;

/**
 * Thrown for what ND4J has no operation for that ends, is right, and fits into memory: the whole
 * function is then computed by nn's own engine. Without a stack, for nobody reads it.
 */
final class OwnOnly extends RuntimeException {
  private transient @Nullable Node node;

  OwnOnly() {
    super(null, null, false, false);
  }

  /** What it is that cannot be done, if nobody said so before. */
  OwnOnly at(Node n) {
    node = node == null ? n : node;
    return this;
  }

  @Nullable Node node() {
    return node;
  }
}
