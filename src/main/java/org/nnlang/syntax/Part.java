// SPDX-License-Identifier: Apache-2.0
package org.nnlang.syntax;

import org.jspecify.annotations.Nullable;
import org.nnlang.source.Span;

/** A piece of a string with values in it. */
public sealed interface Part extends SyntaxNode {
  /** Text, its escapes already read. */
  record Text(String text, Span span) implements Part {}

  /**
   * {@code {value}} or {@code {value:format}}.
   *
   * @param format the text after the colon, unread, or null
   */
  record Hole(Expr value, @Nullable String format, Span span) implements Part {}
}
