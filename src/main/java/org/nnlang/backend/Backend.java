// SPDX-License-Identifier: Apache-2.0
package org.nnlang.backend;

import org.nnlang.graph.Subgraph;
import org.nnlang.source.Problem;

/**
 * Makes a function that was traced ready to run. Found by its {@link #name} in the list that the
 * build writes ({@code @AutoService(Backend.class)}), in whatever jar it is.
 */
public interface Backend {
  /** The word it is chosen by. */
  String name();

  /**
   * Loads what it needs; called before it compiles.
   *
   * @throws Problem {@code argument} where that is not to be had here
   */
  default void open() {}

  /**
   * Whether it also compiles what this module rewrites for itself: ops that write one of their
   * arguments in place, with which a net remembers.
   */
  default boolean writesInPlace() {
    return false;
  }

  /**
   * What computes a function. Its nodes are {@code Primitive}s, its sizes known. The function and
   * its graph may be kept only until this returns.
   */
  Executable compile(Subgraph function);
}
