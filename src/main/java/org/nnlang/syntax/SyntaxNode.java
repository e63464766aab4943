// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import org.nnlang.source.Span;

/** Anything in a script's tree; it knows its place. */
public sealed interface SyntaxNode
    permits Script,
        Stmt,
        Expr,
        Target,
        Param,
        Argument,
        Field,
        Subscript,
        Part,
        ShapeType,
        ShapeDim,
        Identifier {
  Span span();
}
