// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import org.jspecify.annotations.Nullable;
import org.nnlang.source.Span;

/**
 * One argument of a call: {@code value} or {@code name: value}. Those with a name come last.
 *
 * @param name null if the argument goes by place
 */
public record Argument(@Nullable Identifier name, Expr value, Span span) implements SyntaxNode {}
