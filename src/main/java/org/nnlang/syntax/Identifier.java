// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import org.nnlang.source.Span;

/** A name that is defined, or looked up in something: not a variable that is read. */
public record Identifier(String name, Span span) implements SyntaxNode {}
