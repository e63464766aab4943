// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import org.nnlang.source.Span;

/** {@code name: value} in a record. The names of a record differ. */
public record Field(Identifier name, Expr value, Span span) implements SyntaxNode {}
