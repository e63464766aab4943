// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import org.nnlang.source.Span;

/** One dimension in a {@link ShapeType}. */
public sealed interface ShapeDim extends SyntaxNode {
  /** A name: the size it is already known to have, or a new dimension. */
  record Named(String name, Span span) implements ShapeDim {}

  /** A number, at least 0. */
  record Fixed(long size, Span span) implements ShapeDim {}

  /** {@code ...}, any number of dimensions. */
  record Rest(Span span) implements ShapeDim {}

  /** Arithmetic, as {@code 4 * dim}: only integers, names and the operators of {@link BinaryOp}. */
  record Computed(Expr size, Span span) implements ShapeDim {}
}
