// SPDX-License-Identifier: Apache-2.0
package org.nnlang.layer;

import org.jspecify.annotations.Nullable;
import org.nnlang.engine.Trace;
import org.nnlang.graph.Node;

/** One kind of layer. Has no state: one object serves any number of layers and scripts. */
public interface LayerKind {
  /** What settings it takes, as {@link org.nnlang.value.Signature} reads it. */
  String signature();

  /** What help says: a sentence on what it does to which shapes, then its settings. */
  String doc();

  /**
   * Checks the settings and makes weights and parts.
   *
   * @throws org.nnlang.source.Problem {@code argument} where a setting is out of range
   */
  default void build(Layer layer) {}

  /** What it does to its input. */
  Node forward(Trace trace, Layer layer, Node x);

  /** What an instance of it is shown as; null for its settings as the call that made it. */
  default @Nullable String describe(Layer layer) {
    return null;
  }

  /** Whether a script indexes and counts its members like a list. */
  default boolean isList() {
    return false;
  }
}
