// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import org.jspecify.annotations.Nullable;
import org.nnlang.source.Span;

/**
 * A parameter of a function, model or {@code forward}: {@code name: type = value}. Those with a
 * default come last, and names differ.
 *
 * @param type null if there is none
 * @param defaultValue null if there is none
 */
public record Param(
    Identifier name, @Nullable ShapeType type, @Nullable Expr defaultValue, Span span)
    implements SyntaxNode {}
