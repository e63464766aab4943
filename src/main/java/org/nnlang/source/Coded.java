// SPDX-License-Identifier: Apache-2.0
package org.nnlang.source;

/** What is thrown where something is wrong with a script, with or without its place. */
public interface Coded {
  /** What kind of mistake it is. */
  ErrorCode code();

  /** The same, with something to be said that belongs to no place; adds nothing twice. */
  RuntimeException noting(String text);

  /** Whether {@code e} says that a tensor has a wrong size, or that an index is outside one. */
  static boolean isOfSizes(RuntimeException e) {
    return e instanceof Coded c && (c.code() == ErrorCode.INDEX || c.code() == ErrorCode.SHAPE);
  }
}
