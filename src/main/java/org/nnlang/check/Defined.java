// SPDX-License-Identifier: Apache-2.0
package org.nnlang.check;

import org.nnlang.syntax.SyntaxNode;

/** What code of a script defines: a function, a model, or an instance of one. */
public interface Defined {
  /** That code: a function, a model, {@code forward} or a lambda. */
  SyntaxNode code();
}
