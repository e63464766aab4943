// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import org.nnlang.source.Span;

/** One place between the brackets of {@code t[i, :, 1..3]}. */
public sealed interface Subscript extends Node {
  /** An index, a range, a mask or a list of indices. */
  record At(Expr index, Span span) implements Subscript {}

  /** {@code :}, the whole axis. */
  record All(Span span) implements Subscript {}
}
