// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import org.nnlang.syntax.SyntaxNode;

/** Who wants to know what the check sees of values; told of a place each time it comes by. */
@FunctionalInterface
public interface Seen {
  /** Nobody. */
  Seen NOBODY = (place, value) -> {};

  /**
   * @param place an expression, the target of an assignment, or what defines a name
   * @param value what is known of it; may be {@link org.nnlang.value.Unknown}
   */
  void at(SyntaxNode place, Object value);
}
