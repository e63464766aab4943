// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.Span;

/** One place between the brackets of {@code t[i, :, 1..3]}. */
public sealed interface Subscript extends SyntaxNode {
  /** An index, a range, a mask or a list of indices. */
  record At(Expr index, Span span) implements Subscript {}

  /** {@code :}, the whole axis. */
  record All(Span span) implements Subscript {}

  /**
   * {@code from..} or {@code ..to}, a range with an open end.
   *
   * @param from null where the beginning is open
   * @param to null where the end is
   */
  record Open(@Nullable Expr from, @Nullable Expr to, Span span) implements Subscript {
    /** The one of the two that is there. */
    public Expr end() {
      return Objects.requireNonNull(from == null ? to : from);
    }
  }

  /** {@code ...}, all axes that the others leave. */
  record Rest(Span span) implements Subscript {}
}
